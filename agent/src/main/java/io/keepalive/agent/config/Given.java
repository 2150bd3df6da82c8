package io.keepalive.agent.config;

/**
 * A value, where it was written, and how people are told where it came from. Immutable.
 *
 * @param <T> type of the value
 */
final class Given<T> {

    private final T value;
    private final Place place;
    private final String origin;

    Given(T value, Place place, String origin) {
        this.value = value;
        this.place = place;
        this.origin = origin;
    }

    T value() {
        return value;
    }

    /** Where a mistake about the value is to be reported. */
    Place place() {
        return place;
    }

    /** As in {@code environment prod (config.yaml:40)}. */
    String origin() {
        return origin;
    }
}
