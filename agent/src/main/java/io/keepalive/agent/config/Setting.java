package io.keepalive.agent.config;

import io.keepalive.agent.config.type.ValueType;

/**
 * A setting: what it is called, what it may be, and what it is when nobody says.
 *
 * @param <T> type of its value
 */
final class Setting<T> {

    private final String path;
    private final ValueType<T> type;
    private final T fallback;

    /**
     * @param path the keys that lead to it in the file, with dots between them
     * @param type what it may be
     * @param fallback its built-in default, or null for none
     */
    Setting(String path, ValueType<T> type, T fallback) {
        this.path = path;
        this.type = type;
        this.fallback = fallback;
    }

    String path() {
        return path;
    }

    ValueType<T> type() {
        return type;
    }

    /** The built-in default; null for none. */
    T fallback() {
        return fallback;
    }

    /** Its path. */
    @Override
    public String toString() {
        return path;
    }
}
