// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.yaml.SourceLocation;
import io.keepalive.agent.policy.Match;

/** A rule as the file defines it, without the values that it inherits from the top level. */
final class RuleDefinition {

    private final String name;
    private final SourceLocation location;
    private final Match match;
    private final SettingValues values;

    RuleDefinition(String name, SourceLocation location, Match match, SettingValues values) {
        this.name = name;
        this.location = location;
        this.match = match;
        this.values = values;
    }

    String name() {
        return name;
    }

    SourceLocation location() {
        return location;
    }

    Match match() {
        return match;
    }

    /** The mode and the keepalive settings that the rule itself sets. */
    SettingValues values() {
        return values;
    }
}
