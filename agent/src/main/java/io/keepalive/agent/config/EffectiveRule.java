// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.yaml.MessageText;
import io.keepalive.agent.config.yaml.SourceLocation;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.BusyTimeout;
import io.keepalive.agent.policy.Match;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Rule;
import io.keepalive.agent.policy.UserTimeout;

/** A rule with the values that it inherits from the top level; also the top level itself as the default rule. */
final class EffectiveRule {

    private final RuleDefinition definition;
    private final SettingValues values;

    private EffectiveRule(RuleDefinition definition, SettingValues values) {
        this.definition = definition;
        this.values = values;
    }

    /** The default rule, for connections that no rule matches. */
    static EffectiveRule fallback(SettingValues top) {
        return new EffectiveRule(
                new RuleDefinition(Rule.DEFAULT_NAME, SourceLocation.of("built-in default"), Match.everything(), top),
                top);
    }

    /** The rule's own settings over those of the top level. A mode that does more than the top level's has no effect. */
    static EffectiveRule of(RuleDefinition definition, SettingValues top) {
        SettingValues values = definition.values().over(top);
        if (values.get(Settings.MODE).compareTo(top.get(Settings.MODE)) < 0) {
            values.put(Settings.MODE, top.find(Settings.MODE));
        }
        return new EffectiveRule(definition, values);
    }

    RuleDefinition definition() {
        return definition;
    }

    SettingValues values() {
        return values;
    }

    Match match() {
        return definition.match();
    }

    Mode mode() {
        return values.get(Settings.MODE);
    }

    /** Whether the rule itself sets any keepalive setting. Otherwise an error in the inherited ones is the top level's. */
    boolean setsKeepalive() {
        return definition
                .values()
                .hasAny(
                        Settings.PROFILE,
                        Settings.IDLE,
                        Settings.INTERVAL,
                        Settings.COUNT,
                        Settings.BUSY_TIMEOUT,
                        Settings.USER_TIMEOUT);
    }

    int idleSeconds() {
        return values.get(Settings.IDLE);
    }

    /** The time to detect a silent peer on an idle connection: idle + interval x count, in seconds. */
    int detectionSeconds() {
        return idleSeconds() + values.get(Settings.INTERVAL) * values.get(Settings.COUNT);
    }

    /** In milliseconds, 0 for off; can exceed the kernel's maximum. */
    long userTimeoutMillis() {
        return userTimeout().millis(detectionSeconds() * 1_000L);
    }

    /** The user timeout as configured. */
    UserTimeout userTimeout() {
        UserTimeout configured = values.get(Settings.USER_TIMEOUT);
        return configured == null ? UserTimeout.LEFT_ALONE : configured;
    }

    /** The busy timeout as configured. */
    BusyTimeout busyTimeout() {
        return values.get(Settings.BUSY_TIMEOUT);
    }

    /** In milliseconds, 0 for off. */
    long busyTimeoutMillis() {
        return busyTimeout().millis(detectionSeconds() * 1_000L);
    }

    KeepaliveSettings settings() {
        return KeepaliveSettings.on(
                idleSeconds(), values.get(Settings.INTERVAL), values.get(Settings.COUNT), (int) userTimeoutMillis());
    }

    /** Has the rule's own mode and not the effective one, since the agent's mode can change at run time. */
    Rule rule() {
        SourcedValue<Mode> own = definition.values().find(Settings.MODE);
        return new Rule(
                definition.name(),
                definition.match(),
                own == null ? Mode.ENFORCE : own.value(),
                settings(),
                userTimeout(),
                busyTimeout());
    }

    /** The end of a clause in a message: the rule's name, empty for the top level. */
    String inRule() {
        return definition.name().equals(Rule.DEFAULT_NAME) ? "" : " in rule " + MessageText.quoted(definition.name());
    }

    /** The detection time as a formula for messages, such as {@code 60s + 10s x 3 = 90s}. */
    String detection() {
        return idleSeconds() + "s + " + values.get(Settings.INTERVAL) + "s x " + values.get(Settings.COUNT) + " = "
                + detectionSeconds() + "s";
    }
}
