// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;
import io.keepalive.agent.policy.UserTimeout;

/** The values of {@code user-timeout}. */
public final class UserTimeoutType implements ValueType<UserTimeout> {

    /** TCP_USER_TIMEOUT is an int of milliseconds; do_tcp_setsockopt (net/ipv4/tcp.c) refuses negative values. */
    public static final long MAX_MILLIS = Integer.MAX_VALUE;

    private final DurationType bounds = new DurationType(1, MAX_MILLIS);

    /** The value as the configuration writes it. */
    public static String text(UserTimeout value) {
        if (value == UserTimeout.AUTO) {
            return "auto";
        }
        return value.isOn() ? Duration.ofMillis(value.millis(0)).toString() : "off";
    }

    @Override
    public String allowed() {
        return "off, auto, or a duration of at least idle + interval x count";
    }

    @Override
    public UserTimeout parse(Scalar value) throws InvalidValueException {
        if (value.is(Scalar.Kind.TEXT) && value.text().equals("off")) {
            return UserTimeout.OFF;
        }
        if (value.is(Scalar.Kind.TEXT) && value.text().equals("auto")) {
            return UserTimeout.AUTO;
        }
        if (value.text().equals("0") || value.text().equals("false")) {
            throw InvalidValueException.didYouMean("off");
        }
        return UserTimeout.ofMillis(bounds.parse(value));
    }
}
