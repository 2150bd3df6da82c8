package io.keepalive.agent.config;

import io.keepalive.agent.config.yaml.SourceLocation;
import io.keepalive.agent.policy.Match;

/** A rule as it was written, before it has taken from the top level what it leaves out. */
final class RuleDefinition {

    private final String name;
    private final SourceLocation place;
    private final Match match;
    private final SettingValues values;

    RuleDefinition(String name, SourceLocation place, Match match, SettingValues values) {
        this.name = name;
        this.place = place;
        this.match = match;
        this.values = values;
    }

    String name() {
        return name;
    }

    SourceLocation place() {
        return place;
    }

    Match match() {
        return match;
    }

    /** Its mode and its keepalive settings, as far as it says. */
    SettingValues values() {
        return values;
    }
}
