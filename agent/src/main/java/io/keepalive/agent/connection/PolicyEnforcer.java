package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.HeldSocket;
import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.policy.AppSetOptions;
import io.keepalive.agent.policy.EffectiveSettings;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.Rule;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Puts the policy on connections: decides what each should have, and sets what differs. Safe on any thread. */
final class PolicyEnforcer {

    private final KeepaliveSettings systemDefaults;
    private final OriginalOptionsSampler firstReading;
    private final ConnectionListener listener;
    private final Set<String> complaints = ConcurrentHashMap.newKeySet();
    private volatile DefaultSettingsCache untouched;
    private volatile Policy policy;

    /**
     * @param systemDefaults what a socket has that nobody has set anything on
     * @param listener is told what could not be set
     */
    PolicyEnforcer(Policy policy, KeepaliveSettings systemDefaults, ConnectionListener listener) {
        this.untouched = new DefaultSettingsCache(policy, systemDefaults);
        this.policy = policy;
        this.systemDefaults = systemDefaults;
        this.firstReading = new OriginalOptionsSampler(systemDefaults);
        this.listener = listener;
    }

    /** Finds the rule for a connection that is about to be registered, so that whoever finds it there finds a rule. */
    void announce(Connection connection) {
        connection.assign(policy.ruleFor(connection), null);
    }

    /** The policy in force. */
    Policy policy() {
        return policy;
    }

    /** What the agent does with connections under this rule: the lesser of the agent's own mode and the rule's. */
    Mode modeOf(Rule rule) {
        Mode overall = policy.mode();
        return overall.compareTo(rule.mode()) >= 0 ? overall : rule.mode();
    }

    /**
     * Puts the policy on a connection that the JDK has just opened: a write for each option that differs, and reads as
     * {@link OriginalOptionsSampler} has it.
     *
     * @param servicePort see {@link OriginalOptionsSampler#ofOpened}
     * @param chosenOnOthers see {@link OriginalOptionsSampler#ofOpened}
     * @return false where the socket is no TCP socket and the agent has nothing to do with it
     */
    boolean applyToOpened(Connection connection, int servicePort, boolean chosenOnOthers) {
        Rule rule = policy.ruleFor(connection);
        if (modeOf(rule) == Mode.ENFORCE) {
            KeepaliveSettings found = firstReading.ofOpened(connection, servicePort, chosenOnOthers);
            return apply(connection, connection.socket(), rule, found);
        }
        if (modeOf(rule) == Mode.OFF) {
            connection.assign(rule, null);
            return true;
        }
        return apply(connection, connection.socket(), rule, firstReading.ofAny(connection.socket()));
    }

    /**
     * Puts the policy on a connection that was open before the policy was: five reads, and a write for each option that
     * differs. On the agent's own thread.
     *
     * @return false where the socket is no TCP socket, or is gone, and the agent has nothing to do with it
     */
    boolean applyToFound(Connection connection) {
        Rule rule = policy.ruleFor(connection);
        if (modeOf(rule) == Mode.OFF) {
            connection.assign(rule, null);
            return true;
        }
        try (HeldSocket held = connection.hold()) {
            return held != null && apply(connection, held, rule, firstReading.ofAny(held));
        }
    }

    /** @param socket the connection's own, under whichever number this thread may use */
    private boolean apply(Connection connection, TcpSocket socket, Rule rule, KeepaliveSettings found) {
        if (found.idleSeconds() == KeepaliveSettings.UNKNOWN && !socket.isTcp()) {
            return false;
        }
        connection.recordOriginal(found);
        connection.markAppSet(connection.appSetOptions() | AppSetOptions.differing(found, systemDefaults));
        connection.assign(rule, wanted(connection, rule));
        connection.setOnlyObserved(modeOf(rule) == Mode.OBSERVE);
        if (modeOf(rule) == Mode.ENFORCE) {
            return set(connection, socket, found);
        }
        connection.recordActual(found);
        return true;
    }

    /** What the connection should have, by what it has by itself. */
    private KeepaliveSettings wanted(Connection connection, Rule rule) {
        if (connection.original() == systemDefaults && connection.appSetOptions() == AppSetOptions.NOTHING) {
            KeepaliveSettings settings = untouched.under(rule);
            if (settings != null) {
                return settings;
            }
        }
        return effective(connection, rule).settings();
    }

    private EffectiveSettings effective(Connection connection, Rule rule) {
        return new EffectiveSettings(connection.original(), connection.appSetOptions(), rule, policy.precedence());
    }

    /** The same with its reasons, for a connection that the application has set something on. */
    EffectiveSettings effective(Connection connection) {
        return effective(connection, connection.rule());
    }

    /** What a connection of this rule should have that nobody has set anything on. */
    KeepaliveSettings untouched(Rule rule) {
        KeepaliveSettings settings = untouched.under(rule);
        return settings == null ? rule.settings() : settings;
    }

    /** Returns false where the socket turns out to be none of TCP's. */
    private boolean set(Connection connection, TcpSocket socket, KeepaliveSettings found) {
        KeepaliveSettings wanted = connection.wanted();
        boolean isTcp = true;
        connection.beginTuning();
        try {
            for (KeepaliveOption option : KeepaliveOption.inOrder()) {
                int value = wanted.get(option);
                if (isTcp && found.get(option) != value && !isOffAnyway(option, value, found)) {
                    isTcp = set(connection, socket, option, value);
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

    private boolean set(Connection connection, TcpSocket socket, KeepaliveOption option, int value) {
        try {
            socket.write(option, value);
            return true;
        } catch (IOException refused) {
            if (socket.isGone()) {
                return true;
            }
            boolean isTcp = socket.isTcp();
            if (isTcp) {
                complain(connection, option, value, refused.getMessage());
            }
            return isTcp;
        }
    }

    /**
     * The application has set an option. Decides anew what the connection should have, and sets what differs, on the
     * application's own thread.
     *
     * @param had what the connection had before
     * @param option that was set
     * @param value that it was set to
     */
    void putRight(
            Connection connection,
            EffectiveSettings effective,
            KeepaliveSettings had,
            KeepaliveOption option,
            int value) {
        KeepaliveSettings wanted = effective.settings();
        connection.beginTuning();
        try {
            connection.assign(connection.rule(), wanted);
            for (KeepaliveOption each : KeepaliveOption.inOrder()) {
                int now = each == option ? value : had.get(each);
                if (now != wanted.get(each)) {
                    set(connection, connection.socket(), each, wanted.get(each));
                }
            }
        } finally {
            connection.endTuning();
        }
    }

    /** Whether the connection is one whose options the agent sets. */
    boolean enforces(Connection connection) {
        return connection.wanted() != null && modeOf(connection.rule()) == Mode.ENFORCE;
    }

    /**
     * Sets an option that was found to be other than wanted, once more. On the agent's own thread.
     *
     * @return whether the kernel took it; that it did not is reported
     */
    boolean correct(Connection connection, HeldSocket held, KeepaliveOption option) throws IOException {
        connection.beginTuning();
        try {
            set(connection, held, option, connection.wanted().get(option));
        } finally {
            connection.endTuning();
        }
        int value = held.read(option);
        if (value == connection.wanted().get(option)) {
            return true;
        }
        complain(connection, option, connection.wanted().get(option), "it reads back as " + value);
        return false;
    }

    /** From now on this policy holds; {@link #reapply} brings it to each open connection. */
    void use(Policy next) {
        untouched = new DefaultSettingsCache(next, systemDefaults);
        policy = next;
    }

    /**
     * Brings the policy in force to a connection that was opened under another. On the agent's own thread. One whose
     * number stands for another socket by now is left to the watcher, which forgets it.
     */
    void reapply(Connection connection) {
        Rule rule = policy.ruleFor(connection);
        if (connection.original() == null) {
            connection.assign(rule, null);
            applyToFound(connection);
        } else {
            reapply(connection, rule);
        }
        connection.recordActual(null);
    }

    private void reapply(Connection connection, Rule rule) {
        if (modeOf(rule) == Mode.OFF) {
            restore(connection);
            connection.assign(rule, null);
        } else {
            connection.assign(rule, wanted(connection, rule));
            connection.setOnlyObserved(modeOf(rule) == Mode.OBSERVE);
            if (modeOf(rule) == Mode.ENFORCE) {
                setOnItsOwn(connection);
            }
        }
    }

    /** Puts back what the connection had before the agent, or what the application has set since. On the agent's thread. */
    void restore(Connection connection) {
        if (connection.original() != null) {
            connection.assign(connection.rule(), connection.original());
            setOnItsOwn(connection);
            connection.recordOriginal(null);
        }
    }

    private void setOnItsOwn(Connection connection) {
        try (HeldSocket held = connection.hold()) {
            if (held != null) {
                set(connection, held, held.read());
            }
        }
    }

    /** The same as {@link #restore}, on the thread of the application that has just opened it. */
    void restoreOpened(Connection connection) {
        if (connection.original() != null) {
            connection.assign(connection.rule(), connection.original());
            set(connection, connection.socket(), connection.socket().read());
            connection.recordOriginal(null);
        }
    }

    private void complain(Connection connection, KeepaliveOption option, int value, String reason) {
        String what = option + " " + reason;
        // Adding locks, if briefly, even where it is there already.
        if (!complaints.contains(what) && complaints.add(what)) {
            listener.notApplied(connection, option, value, reason);
        }
    }
}
