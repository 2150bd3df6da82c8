package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.Rule;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Puts the policy on connections: decides what each should have, and sets what differs. Safe on any thread. */
public final class Enforcer {

    private final KeepaliveSettings systemDefaults;
    private final ConnectionListener listener;
    private final Set<String> complaints = ConcurrentHashMap.newKeySet();
    private volatile Policy policy;

    /**
     * @param systemDefaults what a socket has that nobody has set anything on
     * @param listener is told what could not be set
     */
    public Enforcer(Policy policy, KeepaliveSettings systemDefaults, ConnectionListener listener) {
        this.policy = policy;
        this.systemDefaults = systemDefaults;
        this.listener = listener;
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
     * Decides what the connection should have, and sets it unless its mode is to observe or off. Five reads, and a
     * write for each option that differs.
     *
     * @return false where the socket is no TCP socket and the agent has nothing to do with it
     */
    boolean apply(Connection connection) {
        Policy current = policy;
        Rule rule = current.ruleFor(connection);
        if (modeOf(rule) == Mode.OFF) {
            connection.decide(rule, null);
            return true;
        }
        KeepaliveSettings found = shared(connection.socket().read());
        if (found.idleSeconds() == KeepaliveSettings.UNKNOWN
                && !connection.socket().isTcp()) {
            return false;
        }
        connection.found(found);
        connection.choose(connection.appChoice() | AppChoice.evidentFrom(found, systemDefaults));
        connection.decide(rule, AppChoice.wanted(rule.settings(), found, connection.appChoice(), current.precedence()));
        if (modeOf(rule) == Mode.ENFORCE) {
            set(connection, found);
        }
        return true;
    }

    /** Nearly all sockets have the system's defaults: one object for all of them. */
    private KeepaliveSettings shared(KeepaliveSettings found) {
        return found.equals(systemDefaults) ? systemDefaults : found;
    }

    private void set(Connection connection, KeepaliveSettings found) {
        connection.beginTuning();
        try {
            for (KeepaliveOption option : KeepaliveOption.inOrder()) {
                int value = connection.wanted().get(option);
                if (found.get(option) != value && !isOffAnyway(option, value, found)) {
                    set(connection, option, value);
                }
            }
        } finally {
            connection.endTuning();
        }
    }

    /** Where the platform has no user timeout, there is none to switch off. */
    private static boolean isOffAnyway(KeepaliveOption option, int value, KeepaliveSettings found) {
        return option == KeepaliveOption.USER_TIMEOUT && value == 0 && found.get(option) == KeepaliveSettings.UNKNOWN;
    }

    private void set(Connection connection, KeepaliveOption option, int value) {
        try {
            connection.socket().write(option, value);
        } catch (IOException refused) {
            if (!connection.socket().isGone()) {
                complain(connection, option, value, refused.getMessage());
            }
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

    /** Reads back what the connection has, and reports each option that did not take what was set. */
    public void verify(Connection connection) {
        KeepaliveSettings actual = connection.socket().read();
        if (connection.socket().isGone()) {
            return;
        }
        KeepaliveSettings wanted = connection.wanted();
        connection.readBack(actual.equals(wanted) ? wanted : actual);
        if (wanted == null || modeOf(connection.rule()) != Mode.ENFORCE) {
            return;
        }
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            int value = actual.get(option);
            if (value != wanted.get(option) && value != KeepaliveSettings.UNKNOWN) {
                complain(connection, option, wanted.get(option), "it reads back as " + value);
            }
        }
    }

    private void complain(Connection connection, KeepaliveOption option, int value, String reason) {
        if (complaints.add(option + " " + reason)) {
            listener.notApplied(connection, option, value, reason);
        }
    }
}
