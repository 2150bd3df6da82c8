package io.keepalive.agent.policy;

import io.keepalive.agent.kernel.KeepaliveSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The rules in their order, and what holds for every connection. Immutable; replaced as a whole on a reload. */
public final class Policy {

    private final Mode mode;
    private final Precedence precedence;
    private final boolean adopt;
    private final List<Rule> rules;
    private final Rule fallback;

    /**
     * @param mode of the agent as a whole; a rule's own mode can only do less
     * @param precedence who wins when the application sets keepalive options itself
     * @param adopt whether sockets that interception did not see are tuned too
     * @param defaults what a connection gets that no rule takes and that has nothing of its own
     * @param userTimeout that of such a connection as it was asked for
     * @param rules in the order of the file: the first that matches wins
     */
    public Policy(
            Mode mode,
            Precedence precedence,
            boolean adopt,
            KeepaliveSettings defaults,
            UserTimeout userTimeout,
            List<Rule> rules) {
        this.mode = mode;
        this.precedence = precedence;
        this.adopt = adopt;
        this.rules = Collections.unmodifiableList(new ArrayList<>(rules));
        this.fallback = new Rule(Rule.DEFAULT_NAME, Match.everything(), mode, defaults, userTimeout);
    }

    /** As the other constructor, with the user timeout of the settings, 0 for off. */
    public Policy(Mode mode, Precedence precedence, boolean adopt, KeepaliveSettings defaults, List<Rule> rules) {
        this(mode, precedence, adopt, defaults, UserTimeout.ofMillis(defaults.userTimeoutMillis()), rules);
    }

    /** The same with another mode of the agent as a whole. */
    public Policy withMode(Mode next) {
        return new Policy(next, precedence, adopt, fallback.settings(), fallback.userTimeout(), rules);
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

    /** The rule of the connections that no other rule takes. */
    public Rule fallback() {
        return fallback;
    }

    /** The first rule that matches, else {@link #fallback()}. Safe on an application's thread: allocates nothing. */
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
