// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;
import io.keepalive.agent.policy.BusyTimeout;

/** The values of {@code busy-timeout}. */
public final class BusyTimeoutType implements ValueType<BusyTimeout> {

    private static final long MIN_MILLIS = 1_000;

    private final DurationType bounds = new DurationType(MIN_MILLIS, UserTimeoutType.MAX_MILLIS);

    /** The value as the configuration writes it. */
    public static String text(BusyTimeout value) {
        if (value == BusyTimeout.AUTO) {
            return "auto";
        }
        return value.isOn() ? Duration.ofMillis(value.millis(0)).toString() : "off";
    }

    @Override
    public String allowed() {
        return "off, auto, or a duration of at least 1s";
    }

    @Override
    public BusyTimeout parse(Scalar value) throws InvalidValueException {
        if (value.is(Scalar.Kind.TEXT) && value.text().equals("off")) {
            return BusyTimeout.OFF;
        }
        if (value.is(Scalar.Kind.TEXT) && value.text().equals("auto")) {
            return BusyTimeout.AUTO;
        }
        if (value.text().equals("0") || value.text().equals("false")) {
            throw InvalidValueException.didYouMean("off");
        }
        return BusyTimeout.ofMillis(bounds.parse(value));
    }
}
