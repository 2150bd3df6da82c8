package io.keepalive.agent.config;

/** A duration within bounds. */
final class DurationType implements ValueType<Long> {

    private final Duration least;
    private final Duration most;

    /** Both bounds in milliseconds, and allowed themselves. */
    DurationType(long leastMillis, long mostMillis) {
        this.least = Duration.ofMillis(leastMillis);
        this.most = Duration.ofMillis(mostMillis);
    }

    @Override
    public String allowed() {
        return "a duration from " + least + " to " + most;
    }

    /** In milliseconds. */
    @Override
    public Long parse(Scalar value) throws WrongValue {
        Duration duration = Duration.parse(value);
        if (duration.millis() < least.millis() || duration.millis() > most.millis()) {
            throw new WrongValue();
        }
        return duration.millis();
    }
}
