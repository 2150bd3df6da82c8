// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.type.ChoiceType;
import io.keepalive.agent.config.type.DurationType;
import io.keepalive.agent.config.type.UserTimeoutType;
import io.keepalive.agent.config.yaml.ConfigErrors;
import io.keepalive.agent.config.yaml.MessageText;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Profile;
import io.keepalive.agent.policy.UserTimeout;
import java.util.List;

/** Warns of what is valid but probably not intended. */
final class Lint {

    /**
     * Rounds of the watcher in the shortest busy timeout that it can keep. It takes two to find data retransmitted, and the
     * kernel retransmits ever more rarely: the timer that runs when the user timeout is set is not shortened.
     */
    private static final int BUSY_TIMEOUT_ROUNDS = 5;

    private final ConfigErrors warnings;

    Lint(ConfigErrors warnings) {
        this.warnings = warnings;
    }

    /** Checks the settings of a rule or of the top level. */
    void checkSettings(EffectiveRule rule) {
        if (rule.mode() != Mode.OFF) {
            checkSilence(rule);
            checkUserTimeout(rule);
            checkBusyTimeout(rule);
        }
    }

    private void checkSilence(EffectiveRule rule) {
        SourcedValue<Profile> profile = rule.values().find(Settings.PROFILE);
        if (profile == null) {
            return;
        }
        int limit = profile.value().silenceLimitSeconds();
        String box = profile.value().label() + " drops a connection after " + limit + "s of silence";
        if (rule.idleSeconds() >= limit) {
            SourcedValue<Integer> idle = rule.values().find(Settings.IDLE);
            warnings.add(
                    idle.location(), "'idle' " + rule.idleSeconds() + "s" + rule.inRule() + " is too long: " + box);
        } else if (rule.detectionSeconds() > limit) {
            warnings.add(
                    profile.location(),
                    "idle + interval x count" + rule.inRule() + " is " + rule.detection() + ": " + box
                            + ", before a dead peer is detected");
        }
    }

    private void checkUserTimeout(EffectiveRule rule) {
        SourcedValue<UserTimeout> userTimeout = rule.definition().values().find(Settings.USER_TIMEOUT);
        if (userTimeout != null && userTimeout.value().isOn()) {
            warnings.add(
                    userTimeout.location(),
                    "'user-timeout' " + UserTimeoutType.text(userTimeout.value()) + rule.inRule()
                            + " also ends connections whose peer is alive but does not read, and connections that"
                            + " would survive an outage; busy-timeout detects a silent peer without it");
        }
    }

    /** A busy timeout and rounds that are both built in are not the operator's concern. */
    private void checkBusyTimeout(EffectiveRule rule) {
        long millis = rule.busyTimeoutMillis();
        long roundMillis = rule.values().get(Settings.WATCH_EVERY);
        boolean isMoot = rule.userTimeoutMillis() > 0 && rule.userTimeoutMillis() <= millis;
        SourcedValue<?> configured = rule.values().find(Settings.BUSY_TIMEOUT);
        if (configured == null) {
            configured = rule.values().find(Settings.WATCH_EVERY);
        }
        if (configured != null && millis > 0 && millis < BUSY_TIMEOUT_ROUNDS * roundMillis && !isMoot) {
            warnings.add(
                    configured.location(),
                    "'busy-timeout' " + DurationType.text(millis) + rule.inRule() + " is shorter than "
                            + BUSY_TIMEOUT_ROUNDS + " rounds of 'watch.every' " + DurationType.text(roundMillis)
                            + ": the agent can detect a silent peer later than that");
        }
    }

    /** Warns of rules that can never match. */
    void checkMatches(List<EffectiveRule> rules) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).match().isImpossible()) {
                warnNeverMatches(rules.get(i), "an inbound connection has no host name, only an address");
            } else {
                checkShadowed(rules.get(i), rules.subList(0, i));
            }
        }
    }

    private void checkShadowed(EffectiveRule rule, List<EffectiveRule> earlier) {
        for (EffectiveRule other : earlier) {
            if (other.match().covers(rule.match())) {
                warnNeverMatches(
                        rule,
                        "rule " + MessageText.quoted(other.definition().name()) + " on line "
                                + other.definition().location().line() + " matches all of its connections");
                return;
            }
        }
    }

    private void warnNeverMatches(EffectiveRule rule, String why) {
        warnings.add(
                rule.definition().location(),
                "rule " + MessageText.quoted(rule.definition().name()) + " can never match: " + why);
    }

    /** Warns of a rule whose mode does more than the agent's. */
    void checkMode(EffectiveRule rule) {
        SourcedValue<Mode> own = rule.definition().values().find(Settings.MODE);
        if (own != null && own.value() != rule.mode() && rule.mode() == Mode.OBSERVE) {
            warnings.add(
                    own.location(),
                    "'mode' " + ChoiceType.label(own.value()) + rule.inRule()
                            + " has no effect while the agent's mode is "
                            + ChoiceType.label(rule.mode()) + " ("
                            + rule.values().origin(Settings.MODE) + ")");
        }
    }
}
