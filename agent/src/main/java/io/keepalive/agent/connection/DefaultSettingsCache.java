// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.AppSetOptions;
import io.keepalive.agent.policy.EffectiveSettings;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.Rule;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The options of connections on which the application has set none, which are nearly all: computed once for each rule.
 * Immutable.
 */
final class DefaultSettingsCache {

    private final Map<Rule, KeepaliveSettings> byRule = new IdentityHashMap<>();

    /** @param systemDefaults the options of a socket on which none has been set */
    DefaultSettingsCache(Policy policy, KeepaliveSettings systemDefaults) {
        for (Rule rule : policy.rules()) {
            add(rule, policy, systemDefaults);
        }
        add(policy.fallback(), policy, systemDefaults);
    }

    private void add(Rule rule, Policy policy, KeepaliveSettings systemDefaults) {
        EffectiveSettings effective =
                new EffectiveSettings(systemDefaults, AppSetOptions.NOTHING, rule, policy.precedence());
        byRule.put(rule, effective.settings());
    }

    /** Null for a rule of another policy. Allocates nothing. */
    KeepaliveSettings of(Rule rule) {
        return byRule.get(rule);
    }
}
