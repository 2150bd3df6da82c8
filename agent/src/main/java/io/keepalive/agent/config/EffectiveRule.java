package io.keepalive.agent.config;

import io.keepalive.agent.config.yaml.MessageText;
import io.keepalive.agent.config.yaml.SourceLocation;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Match;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Rule;
import io.keepalive.agent.policy.UserTimeout;

/** A rule with all that it takes from the top level; also the top level itself, for what no rule takes. */
final class EffectiveRule {

    private final RuleDefinition text;
    private final SettingValues values;

    private EffectiveRule(RuleDefinition text, SettingValues values) {
        this.text = text;
        this.values = values;
    }

    /** What the connections get that no rule takes. */
    static EffectiveRule fallback(SettingValues top) {
        return new EffectiveRule(
                new RuleDefinition(Rule.DEFAULT_NAME, SourceLocation.of("built-in default"), Match.everything(), top),
                top);
    }

    /** The rule's own settings over those of the top level, except that its mode can only do less. */
    static EffectiveRule of(RuleDefinition text, SettingValues top) {
        SettingValues values = text.values().over(top);
        if (values.get(Settings.MODE).compareTo(top.get(Settings.MODE)) < 0) {
            values.put(Settings.MODE, top.given(Settings.MODE));
        }
        return new EffectiveRule(text, values);
    }

    RuleDefinition text() {
        return text;
    }

    SettingValues values() {
        return values;
    }

    Match match() {
        return text.match();
    }

    Mode mode() {
        return values.get(Settings.MODE);
    }

    /** Whether the rule itself says anything about keepalive, so that a mistake in it is not the top level's. */
    boolean saysKeepalive() {
        return text.values()
                .hasAny(Settings.PROFILE, Settings.IDLE, Settings.INTERVAL, Settings.COUNT, Settings.USER_TIMEOUT);
    }

    int idleSeconds() {
        return values.get(Settings.IDLE);
    }

    /** How long a silent peer stays unnoticed: idle + interval x count, in seconds. */
    int detectionSeconds() {
        return idleSeconds() + values.get(Settings.INTERVAL) * values.get(Settings.COUNT);
    }

    /** In milliseconds, 0 for off; may be more than the kernel takes. */
    long userTimeoutMillis() {
        return userTimeout().millis(detectionSeconds() * 1_000L);
    }

    /** As it was asked for. */
    UserTimeout userTimeout() {
        UserTimeout asked = values.get(Settings.USER_TIMEOUT);
        return asked == null ? UserTimeout.LEFT_ALONE : asked;
    }

    KeepaliveSettings settings() {
        return KeepaliveSettings.on(
                idleSeconds(), values.get(Settings.INTERVAL), values.get(Settings.COUNT), (int) userTimeoutMillis());
    }

    /** With the mode that the rule itself gives, for the agent's own can change while it runs. */
    Rule rule() {
        SourcedValue<Mode> own = text.values().given(Settings.MODE);
        return new Rule(text.name(), text.match(), own == null ? Mode.ENFORCE : own.value(), settings(), userTimeout());
    }

    /** For the end of a clause: the rule's name, nothing for the top level. */
    String inRule() {
        return text.name().equals(Rule.DEFAULT_NAME) ? "" : " in rule " + MessageText.text(text.name());
    }

    /** How the time is made up after which a peer is given up, as in {@code 60s + 10s x 3 = 90s}. */
    String detection() {
        return idleSeconds() + "s + " + values.get(Settings.INTERVAL) + "s x " + values.get(Settings.COUNT) + " = "
                + detectionSeconds() + "s";
    }
}
