// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;

/** A duration within bounds. */
public final class DurationType implements ValueType<Long> {

    private final long minMillis;
    private final long maxMillis;

    /** Both bounds are in milliseconds and inclusive. */
    public DurationType(long minMillis, long maxMillis) {
        this.minMillis = minMillis;
        this.maxMillis = maxMillis;
    }

    /** Milliseconds as the configuration writes them. */
    public static String text(long millis) {
        return Duration.ofMillis(millis).toString();
    }

    @Override
    public String allowed() {
        return "a duration from " + text(minMillis) + " to " + text(maxMillis);
    }

    /** Returns milliseconds. */
    @Override
    public Long parse(Scalar value) throws InvalidValueException {
        Duration duration = Duration.parse(value);
        if (duration.millis() < minMillis || duration.millis() > maxMillis) {
            throw new InvalidValueException();
        }
        return duration.millis();
    }
}
