package io.keepalive.agent.config;

import io.keepalive.agent.config.type.ChoiceType;
import io.keepalive.agent.config.type.UserTimeoutType;
import io.keepalive.agent.config.yaml.ConfigErrors;
import io.keepalive.agent.config.yaml.MessageText;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Profile;
import io.keepalive.agent.policy.UserTimeout;
import java.util.List;

/** Finds what is allowed and yet is probably not what was meant. */
final class Lint {

    private final ConfigErrors warnings;

    Lint(ConfigErrors warnings) {
        this.warnings = warnings;
    }

    /** What a rule gives its connections; the top level is a rule here too. */
    void checkSettings(EffectiveRule rule) {
        if (rule.mode() != Mode.OFF) {
            checkSilence(rule);
            checkUserTimeout(rule);
        }
    }

    private void checkSilence(EffectiveRule rule) {
        SourcedValue<Profile> profile = rule.values().given(Settings.PROFILE);
        if (profile == null) {
            return;
        }
        int limit = profile.value().silenceLimitSeconds();
        String box = profile.value().label() + " drops a connection after " + limit + "s of silence";
        if (rule.idleSeconds() >= limit) {
            SourcedValue<Integer> idle = rule.values().given(Settings.IDLE);
            warnings.add(idle.place(), "'idle' " + rule.idleSeconds() + "s" + rule.inRule() + " is too long: " + box);
        } else if (rule.detectionSeconds() > limit) {
            warnings.add(
                    profile.place(),
                    "idle + interval x count" + rule.inRule() + " is " + rule.detection() + ": " + box
                            + ", before the last probe is given up");
        }
    }

    private void checkUserTimeout(EffectiveRule rule) {
        SourcedValue<UserTimeout> given = rule.text().values().given(Settings.USER_TIMEOUT);
        if (given != null && given.value().isOn()) {
            warnings.add(
                    given.place(),
                    "'user-timeout' " + UserTimeoutType.text(given.value()) + rule.inRule()
                            + " also ends connections whose peer is alive but not reading, and outages that would"
                            + " have healed");
        }
    }

    /** Which connections the rules are for. */
    void checkMatches(List<EffectiveRule> rules) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).match().isImpossible()) {
                neverMatches(rules.get(i), "an inbound connection has no host name, only an address");
            } else {
                checkShadowed(rules.get(i), rules.subList(0, i));
            }
        }
    }

    private void checkShadowed(EffectiveRule rule, List<EffectiveRule> earlier) {
        for (EffectiveRule other : earlier) {
            if (other.match().covers(rule.match())) {
                neverMatches(
                        rule,
                        "rule " + MessageText.text(other.text().name()) + " on line "
                                + other.text().place().line() + " takes all of its connections");
                return;
            }
        }
    }

    private void neverMatches(EffectiveRule rule, String why) {
        warnings.add(rule.text().place(), "rule " + MessageText.text(rule.text().name()) + " can never match: " + why);
    }

    /** A rule whose mode would do more than the agent as a whole. */
    void checkMode(EffectiveRule rule) {
        SourcedValue<Mode> own = rule.text().values().given(Settings.MODE);
        if (own != null && own.value() != rule.mode() && rule.mode() == Mode.OBSERVE) {
            warnings.add(
                    own.place(),
                    "'mode' " + ChoiceType.label(own.value()) + rule.inRule() + " has no effect while the agent's is "
                            + ChoiceType.label(rule.mode()) + " ("
                            + rule.values().origin(Settings.MODE) + ")");
        }
    }
}
