package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;

/** A duration within bounds. */
public final class DurationType implements ValueType<Long> {

    private final Duration least;
    private final Duration most;

    /** Both bounds in milliseconds, and allowed themselves. */
    public DurationType(long leastMillis, long mostMillis) {
        this.least = Duration.ofMillis(leastMillis);
        this.most = Duration.ofMillis(mostMillis);
    }

    @Override
    public String allowed() {
        return "a duration from " + least + " to " + most;
    }

    /** In milliseconds. */
    @Override
    public Long parse(Scalar value) throws InvalidValueException {
        Duration duration = Duration.parse(value);
        if (duration.millis() < least.millis() || duration.millis() > most.millis()) {
            throw new InvalidValueException();
        }
        return duration.millis();
    }
}
