// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.type.ChoiceType;
import io.keepalive.agent.config.yaml.MessageText;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.Precedence;
import io.keepalive.agent.policy.Rule;
import io.keepalive.agent.report.StackTraces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Lists what in a configuration applies only to connections that the agent sees opening. A connection that is older than
 * the hooks is adopted later by its descriptor, and then its host name, the thread that opened it and the options that the
 * application set on it are unknown.
 */
final class SeenOpening {

    private SeenOpening() {}

    /** Each as a message shows it, such as {@code precedence app}; empty where everything applies to adopted connections too. */
    static List<String> of(Policy policy, StackTraces stackTraces) {
        List<String> dependent = new ArrayList<>();
        addRules(policy.rules(), dependent);
        if (policy.precedence() == Precedence.APP || policy.precedence() == Precedence.FILL_GAPS) {
            dependent.add("precedence " + ChoiceType.label(policy.precedence()));
        }
        if (stackTraces == StackTraces.OPENED) {
            dependent.add("stack-traces opened");
        }
        if (!policy.adopt()) {
            dependent.add("adopt false");
        }
        return Collections.unmodifiableList(dependent);
    }

    private static void addRules(List<Rule> rules, List<String> dependent) {
        String first = null;
        int more = 0;
        for (Rule rule : rules) {
            if (rule.match().dependsOnHostName()) {
                more += first == null ? 0 : 1;
                first = first == null ? rule.name() : first;
            }
        }
        if (first != null) {
            dependent.add("rule " + MessageText.quoted(first) + (more == 0 ? "" : " and " + more + " more")
                    + " by host name");
        }
    }
}
