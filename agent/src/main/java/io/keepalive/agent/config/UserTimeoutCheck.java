// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.type.UserTimeoutType;
import io.keepalive.agent.config.yaml.ConfigErrors;
import io.keepalive.agent.policy.UserTimeout;

/** Checks, after all layers are merged, that the user timeout leaves enough time for the probes. */
final class UserTimeoutCheck {

    private final ConfigErrors errors;

    UserTimeoutCheck(ConfigErrors errors) {
        this.errors = errors;
    }

    void check(EffectiveRule rule) {
        long millis = rule.userTimeoutMillis();
        if (millis > UserTimeoutType.MAX_MILLIS) {
            report(
                    rule,
                    "is " + rule.detection() + "; the kernel allows at most " + UserTimeoutType.MAX_MILLIS / 1_000
                            + "s");
        } else if (millis > 0 && millis < rule.detectionSeconds() * 1_000L) {
            report(
                    rule,
                    "is shorter than idle + interval x count, " + rule.detection()
                            + ": a single lost probe would end a healthy connection; allowed are "
                            + rule.detectionSeconds() + "s or more, auto, off");
        }
    }

    private void report(EffectiveRule rule, String what) {
        SourcedValue<UserTimeout> userTimeout = rule.values().find(Settings.USER_TIMEOUT);
        errors.add(
                userTimeout.location(),
                "'user-timeout' " + UserTimeoutType.text(userTimeout.value()) + rule.inRule() + " " + what);
    }
}
