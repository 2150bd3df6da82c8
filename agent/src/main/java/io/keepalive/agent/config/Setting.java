// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.type.ValueType;

/**
 * A setting: its path, its type and its default.
 *
 * @param <T> type of its value
 */
final class Setting<T> {

    private final String path;
    private final ValueType<T> type;
    private final T defaultValue;

    /**
     * @param path the keys that lead to the setting in the file, with dots between them
     * @param type of the value
     * @param defaultValue the built-in default, or null for none
     */
    Setting(String path, ValueType<T> type, T defaultValue) {
        this.path = path;
        this.type = type;
        this.defaultValue = defaultValue;
    }

    String path() {
        return path;
    }

    ValueType<T> type() {
        return type;
    }

    /** The built-in default; null for none. */
    T defaultValue() {
        return defaultValue;
    }

    /** Returns the path. */
    @Override
    public String toString() {
        return path;
    }
}
