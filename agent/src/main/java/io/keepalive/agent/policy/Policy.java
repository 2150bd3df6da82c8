// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import io.keepalive.agent.kernel.KeepaliveSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The ordered rules, and the settings common to all connections. Immutable; a reload replaces it as a whole. */
public final class Policy {

    private final Mode mode;
    private final Precedence precedence;
    private final boolean adopt;
    private final List<Rule> rules;
    private final Rule fallback;

    /**
     * @param mode the agent's mode, which limits the modes of the rules
     * @param precedence which side wins when the application sets keepalive options itself
     * @param adopt whether sockets that were not intercepted are tuned too
     * @param defaults the settings for a connection that matches no rule and has none of its own
     * @param userTimeout the user timeout for such a connection, as configured
     * @param busyTimeout how long a silent peer may leave data of such a connection unacknowledged, as configured
     * @param rules in the order of the file: the first match wins
     */
    public Policy(
            Mode mode,
            Precedence precedence,
            boolean adopt,
            KeepaliveSettings defaults,
            UserTimeout userTimeout,
            BusyTimeout busyTimeout,
            List<Rule> rules) {
        this.mode = mode;
        this.precedence = precedence;
        this.adopt = adopt;
        this.rules = Collections.unmodifiableList(new ArrayList<>(rules));
        this.fallback = new Rule(Rule.DEFAULT_NAME, Match.everything(), mode, defaults, userTimeout, busyTimeout);
    }

    /** The same with the user timeout of the default settings, where 0 is off, and the default busy timeout. */
    public Policy(Mode mode, Precedence precedence, boolean adopt, KeepaliveSettings defaults, List<Rule> rules) {
        this(
                mode,
                precedence,
                adopt,
                defaults,
                UserTimeout.ofMillis(defaults.userTimeoutMillis()),
                BusyTimeout.AUTO,
                rules);
    }

    /** The same policy with another mode of the agent. */
    public Policy withMode(Mode next) {
        return new Policy(
                next, precedence, adopt, fallback.settings(), fallback.userTimeout(), fallback.busyTimeout(), rules);
    }

    public Mode mode() {
        return mode;
    }

    public Precedence precedence() {
        return precedence;
    }

    public boolean adopt() {
        return adopt;
    }

    public List<Rule> rules() {
        return rules;
    }

    /** The rule for connections that match no other rule. */
    public Rule fallback() {
        return fallback;
    }

    /** The first rule that matches, or {@link #fallback()}. Safe on an application thread: allocates nothing. */
    public Rule ruleFor(Endpoints connection) {
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.match().matches(connection)) {
                return rule;
            }
        }
        return fallback;
    }
}
