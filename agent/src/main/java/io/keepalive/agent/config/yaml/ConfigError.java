package io.keepalive.agent.config.yaml;

/** Something in the configuration that is wrong, or that deserves a second look: where it is, and what. Immutable. */
public final class ConfigError {

    private final SourceLocation place;
    private final String message;

    public ConfigError(SourceLocation place, String message) {
        this.place = place;
        this.message = message;
    }

    /** The file as it was named to the agent, or the override: such as {@code KEEPALIVE_IDLE}, {@code agent argument}. */
    public String file() {
        return place.name();
    }

    /** Counted from 1; 0 where the file as a whole is meant, and for overrides. */
    public int line() {
        return place.line();
    }

    /** Counted from 1; 0 where {@link #line()} is. */
    public int column() {
        return place.column();
    }

    /** What was found, what is allowed: one line, no control characters. */
    public String message() {
        return message;
    }

    /** As in {@code config.yaml:12:7: unknown key 'intervall' in keepalive; did you mean 'interval'?}. */
    @Override
    public String toString() {
        return place + ": " + message;
    }
}
