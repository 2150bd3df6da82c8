package io.keepalive.agent.config;

import io.keepalive.agent.config.type.UserTimeoutType;
import io.keepalive.agent.config.yaml.ConfigErrors;
import io.keepalive.agent.policy.UserTimeout;

/** Whether the user timeout leaves the probes the time that they need, once all layers are laid over each other. */
final class UserTimeoutCheck {

    private final ConfigErrors mistakes;

    UserTimeoutCheck(ConfigErrors mistakes) {
        this.mistakes = mistakes;
    }

    void check(EffectiveRule rule) {
        long millis = rule.userTimeoutMillis();
        if (millis > UserTimeoutType.MOST_MILLIS) {
            report(
                    rule,
                    "comes to " + rule.detection() + ", and the kernel takes at most "
                            + UserTimeoutType.MOST_MILLIS / 1_000 + "s");
        } else if (millis > 0 && millis < rule.detectionSeconds() * 1_000L) {
            report(
                    rule,
                    "is shorter than idle + interval x count, " + rule.detection()
                            + ": a single lost probe would end a healthy connection; allowed are "
                            + rule.detectionSeconds() + "s or more, auto, off");
        }
    }

    private void report(EffectiveRule rule, String what) {
        SourcedValue<UserTimeout> given = rule.values().given(Settings.USER_TIMEOUT);
        mistakes.add(
                given.place(), "'user-timeout' " + UserTimeoutType.text(given.value()) + rule.inRule() + " " + what);
    }
}
