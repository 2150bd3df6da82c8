package io.keepalive.agent.config;

/** A value of a YAML document, with its place. */
abstract class YamlValue {

    private final Place place;

    YamlValue(Place place) {
        this.place = place;
    }

    Place place() {
        return place;
    }

    /** For a message, after "found". */
    abstract String description();

    /** Whether a key was left without a value. */
    boolean isNothing() {
        return false;
    }
}
