package io.keepalive.agent.config;

import io.keepalive.agent.config.yaml.SourceLocation;

/**
 * A value, where it was written, and how people are told where it came from. Immutable.
 *
 * @param <T> type of the value
 */
final class SourcedValue<T> {

    private final T value;
    private final SourceLocation place;
    private final String origin;

    SourcedValue(T value, SourceLocation place, String origin) {
        this.value = value;
        this.place = place;
        this.origin = origin;
    }

    T value() {
        return value;
    }

    /** Where a mistake about the value is to be reported. */
    SourceLocation place() {
        return place;
    }

    /** As in {@code environment prod (config.yaml:40)}. */
    String origin() {
        return origin;
    }
}
