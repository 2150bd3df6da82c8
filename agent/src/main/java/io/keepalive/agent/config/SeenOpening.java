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
 * What in a configuration holds only for connections that the agent sees opening. One that is older than the hooks is
 * found later, by its descriptor: nobody tells its host name then, who opened it, or what the application has set on it
 * before.
 */
public final class SeenOpening {

    private SeenOpening() {}

    /** In words for people; empty where the configuration means the same for every connection, whenever it was opened. */
    static List<String> dependOnIt(Policy policy, StackTraces stackTraces) {
        List<String> found = new ArrayList<>();
        addRules(policy.rules(), found);
        if (policy.precedence() == Precedence.APP || policy.precedence() == Precedence.FILL_GAPS) {
            found.add("precedence " + ChoiceType.label(policy.precedence()));
        }
        if (stackTraces == StackTraces.OPENED) {
            found.add("stack-traces opened");
        }
        if (!policy.adopt()) {
            found.add("adopt false");
        }
        return Collections.unmodifiableList(found);
    }

    private static void addRules(List<Rule> rules, List<String> found) {
        String first = null;
        int more = 0;
        for (Rule rule : rules) {
            if (rule.match().dependsOnHostName()) {
                more += first == null ? 0 : 1;
                first = first == null ? rule.name() : first;
            }
        }
        if (first != null) {
            found.add(
                    "rule " + MessageText.text(first) + (more == 0 ? "" : " and " + more + " more") + " by host name");
        }
    }
}
