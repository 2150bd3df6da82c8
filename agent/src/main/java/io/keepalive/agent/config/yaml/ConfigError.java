// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

/** An error or a warning about the configuration: its location and its message. Immutable. */
public final class ConfigError {

    private final SourceLocation location;
    private final String message;

    public ConfigError(SourceLocation location, String message) {
        this.location = location;
        this.message = message;
    }

    /** The path of the file as the agent got it, or the override, such as {@code KEEPALIVE_IDLE} or {@code agent argument}. */
    public String file() {
        return location.name();
    }

    /** Counted from 1; 0 for the file as a whole and for overrides. */
    public int line() {
        return location.line();
    }

    /** Counted from 1; 0 where {@link #line()} is 0. */
    public int column() {
        return location.column();
    }

    /** What was found and what is allowed, on one line, without control characters. */
    public String message() {
        return message;
    }

    boolean isSameAs(ConfigError that) {
        return message.equals(that.message) && location.isSameAs(that.location);
    }

    /** As in {@code config.yaml:12:7: unknown key 'intervall' in keepalive; did you mean 'interval'?}. */
    @Override
    public String toString() {
        return location + ": " + message;
    }
}
