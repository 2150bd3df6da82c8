package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;

/** A duration within bounds. */
public final class DurationType implements ValueType<Long> {

    private final Duration min;
    private final Duration max;

    /** Both bounds are in milliseconds and inclusive. */
    public DurationType(long minMillis, long maxMillis) {
        this.min = Duration.ofMillis(minMillis);
        this.max = Duration.ofMillis(maxMillis);
    }

    /** Milliseconds as the configuration writes them. */
    public static String text(long millis) {
        return Duration.ofMillis(millis).toString();
    }

    @Override
    public String allowed() {
        return "a duration from " + min + " to " + max;
    }

    /** Returns milliseconds. */
    @Override
    public Long parse(Scalar value) throws InvalidValueException {
        Duration duration = Duration.parse(value);
        if (duration.millis() < min.millis() || duration.millis() > max.millis()) {
            throw new InvalidValueException();
        }
        return duration.millis();
    }
}
