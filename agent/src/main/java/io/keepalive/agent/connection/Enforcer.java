package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.policy.Match;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.Rule;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Puts the policy on connections: decides what each should have, and sets what differs. Safe on any thread. */
public final class Enforcer {

    private static final Rule AGENTS_OWN = new Rule("keepalive-agent", Match.everything(), Mode.OFF, null);

    private final KeepaliveSettings systemDefaults;
    private final FirstReading firstReading;
    private final ConnectionListener listener;
    private final Set<String> complaints = ConcurrentHashMap.newKeySet();
    private volatile Policy policy;
    private volatile int agentsPort;

    /**
     * @param systemDefaults what a socket has that nobody has set anything on
     * @param listener is told what could not be set
     */
    public Enforcer(Policy policy, KeepaliveSettings systemDefaults, ConnectionListener listener) {
        this.policy = policy;
        this.systemDefaults = systemDefaults;
        this.firstReading = new FirstReading(systemDefaults);
        this.listener = listener;
    }

    /** Finds the rule for a connection that is about to be registered, so that whoever finds it there finds a rule. */
    void announce(Connection connection) {
        connection.decide(ruleFor(connection), null);
    }

    /**
     * Leaves alone whatever connects to this port: the agent itself listens there.
     *
     * @param port 0 for none
     */
    public void leaveAlone(int port) {
        agentsPort = port;
    }

    private Rule ruleFor(Connection connection) {
        int port = agentsPort;
        boolean isAgents = port != 0 && connection.direction() == Direction.INBOUND && connection.localPort() == port;
        return isAgents ? AGENTS_OWN : policy.ruleFor(connection);
    }

    /** The policy in force. */
    public Policy policy() {
        return policy;
    }

    /** What the agent does with connections under this rule: the lesser of the agent's own mode and the rule's. */
    public Mode modeOf(Rule rule) {
        Mode overall = policy.mode();
        return overall.compareTo(rule.mode()) >= 0 ? overall : rule.mode();
    }

    /**
     * Puts the policy on a connection that the JDK has just opened: a write for each option that differs, and reads as
     * {@link FirstReading} has it.
     *
     * @param servicePort see {@link FirstReading#ofOpened}
     * @param chosenOnOthers see {@link FirstReading#ofOpened}
     * @return false where the socket is no TCP socket and the agent has nothing to do with it
     */
    boolean applyToOpened(Connection connection, int servicePort, boolean chosenOnOthers) {
        Rule rule = ruleFor(connection);
        if (modeOf(rule) == Mode.ENFORCE) {
            return apply(connection, rule, firstReading.ofOpened(connection, servicePort, chosenOnOthers));
        }
        return apply(connection);
    }

    /**
     * Decides what the connection should have, and sets it unless its mode is to observe or off. Five reads, and a
     * write for each option that differs.
     *
     * @return false where the socket is no TCP socket and the agent has nothing to do with it
     */
    boolean apply(Connection connection) {
        Rule rule = ruleFor(connection);
        if (modeOf(rule) == Mode.OFF) {
            connection.decide(rule, null);
            return true;
        }
        return apply(connection, rule, firstReading.ofAny(connection));
    }

    private boolean apply(Connection connection, Rule rule, KeepaliveSettings found) {
        if (found.idleSeconds() == KeepaliveSettings.UNKNOWN
                && !connection.socket().isTcp()) {
            return false;
        }
        connection.found(found);
        connection.choose(connection.appChoice() | AppChoice.evidentFrom(found, systemDefaults));
        connection.decide(rule, AppChoice.wanted(rule.settings(), found, connection.appChoice(), policy.precedence()));
        connection.onlyObserve(modeOf(rule) == Mode.OBSERVE);
        if (modeOf(rule) == Mode.ENFORCE) {
            return set(connection, found);
        }
        connection.readBack(found);
        return true;
    }

    /** Returns false where the socket turns out to be none of TCP's. */
    private boolean set(Connection connection, KeepaliveSettings found) {
        KeepaliveSettings wanted = connection.wanted();
        boolean isTcp = true;
        connection.beginTuning();
        try {
            for (KeepaliveOption option : KeepaliveOption.inOrder()) {
                int value = wanted.get(option);
                if (isTcp && found.get(option) != value && !isOffAnyway(option, value, found)) {
                    isTcp = set(connection, option, value);
                }
            }
        } finally {
            connection.endTuning();
        }
        return isTcp;
    }

    /** Where the platform has no user timeout, there is none to switch off. */
    private static boolean isOffAnyway(KeepaliveOption option, int value, KeepaliveSettings found) {
        return option == KeepaliveOption.USER_TIMEOUT && value == 0 && found.get(option) == KeepaliveSettings.UNKNOWN;
    }

    private boolean set(Connection connection, KeepaliveOption option, int value) {
        try {
            connection.socket().write(option, value);
            return true;
        } catch (IOException refused) {
            if (connection.socket().isGone()) {
                return true;
            }
            boolean isTcp = connection.socket().isTcp();
            if (isTcp) {
                complain(connection, option, value, refused.getMessage());
            }
            return isTcp;
        }
    }

    /** Puts one option right that the application has just changed. */
    void putRight(Connection connection, KeepaliveOption option) {
        connection.beginTuning();
        try {
            set(connection, option, connection.wanted().get(option));
        } finally {
            connection.endTuning();
        }
    }

    /** Whether the connection is one whose options the agent sets. */
    boolean enforces(Connection connection) {
        return connection.wanted() != null && modeOf(connection.rule()) == Mode.ENFORCE;
    }

    /**
     * Sets an option that was found to be other than wanted, once more.
     *
     * @return whether the kernel took it; that it did not is reported
     */
    boolean correct(Connection connection, KeepaliveOption option) throws IOException {
        putRight(connection, option);
        int value = connection.socket().read(option);
        if (value == connection.wanted().get(option)) {
            return true;
        }
        complain(connection, option, connection.wanted().get(option), "it reads back as " + value);
        return false;
    }

    /** From now on this policy holds; {@link #reapply} brings it to each open connection. */
    public void use(Policy next) {
        policy = next;
    }

    /** Brings the policy in force to a connection that was opened under another. On the agent's own thread. */
    public void reapply(Connection connection) {
        boolean wasEnforced = connection.original() != null;
        Rule rule = ruleFor(connection);
        if (modeOf(rule) == Mode.OFF) {
            if (wasEnforced) {
                restore(connection);
            }
            connection.decide(rule, null);
        } else if (wasEnforced) {
            connection.decide(
                    rule,
                    AppChoice.wanted(
                            rule.settings(), connection.original(), connection.appChoice(), policy.precedence()));
            connection.onlyObserve(modeOf(rule) == Mode.OBSERVE);
            if (modeOf(rule) == Mode.ENFORCE) {
                set(connection, connection.socket().read());
            }
        } else {
            apply(connection);
        }
        connection.readBack(null);
    }

    /** Puts back what the connection had before the agent, or what the application has set since. */
    public void restore(Connection connection) {
        KeepaliveSettings original = connection.original();
        if (original != null) {
            connection.decide(connection.rule(), original);
            set(connection, connection.socket().read());
            connection.found(null);
        }
    }

    private void complain(Connection connection, KeepaliveOption option, int value, String reason) {
        if (complaints.add(option + " " + reason)) {
            listener.notApplied(connection, option, value, reason);
        }
    }
}
