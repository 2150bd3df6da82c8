package io.keepalive.agent.config.yaml;

/** A value of a YAML document, with its place. */
public abstract class YamlValue {

    private final SourceLocation place;

    YamlValue(SourceLocation place) {
        this.place = place;
    }

    public SourceLocation place() {
        return place;
    }

    /** For a message, after "found". */
    public abstract String description();

    /** Whether a key was left without a value. */
    public boolean isNothing() {
        return false;
    }
}
