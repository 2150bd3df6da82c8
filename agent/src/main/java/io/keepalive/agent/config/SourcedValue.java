// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.yaml.SourceLocation;

/**
 * A value with its location and its origin. Immutable.
 *
 * @param <T> type of the value
 */
final class SourcedValue<T> {

    private final T value;
    private final SourceLocation location;
    private final String origin;

    SourcedValue(T value, SourceLocation location, String origin) {
        this.value = value;
        this.location = location;
        this.origin = origin;
    }

    T value() {
        return value;
    }

    /** The location for an error about the value. */
    SourceLocation location() {
        return location;
    }

    /** The origin as messages show it, such as {@code environment prod (config.yaml:40)}. */
    String origin() {
        return origin;
    }
}
