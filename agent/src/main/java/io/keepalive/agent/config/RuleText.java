package io.keepalive.agent.config;

import io.keepalive.agent.policy.Match;

/** A rule as it was written, before it has taken from the top level what it leaves out. */
final class RuleText {

    private final String name;
    private final Place place;
    private final Match match;
    private final Values values;

    RuleText(String name, Place place, Match match, Values values) {
        this.name = name;
        this.place = place;
        this.match = match;
        this.values = values;
    }

    String name() {
        return name;
    }

    Place place() {
        return place;
    }

    Match match() {
        return match;
    }

    /** Its mode and its keepalive settings, as far as it says. */
    Values values() {
        return values;
    }
}
