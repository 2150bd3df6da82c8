// SPDX-License-Identifier: Apache-2.0
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

/** Applies the policy to connections: decides which options each should have, and sets those that differ. Safe on any thread. */
final class PolicyEnforcer {

    private final KeepaliveSettings systemDefaults;
    private final OriginalOptionsSampler originalOptions;
    private final ConnectionListener listener;
    private final Set<String> reportedFailures = ConcurrentHashMap.newKeySet();
    private volatile int refusedOptions = AppSetOptions.NOTHING;
    private volatile DefaultSettingsCache defaultSettings;
    private volatile Policy policy;

    /**
     * @param systemDefaults the options of a socket on which none has been set
     * @param listener receives the options that could not be set
     */
    PolicyEnforcer(Policy policy, KeepaliveSettings systemDefaults, ConnectionListener listener) {
        this.defaultSettings = new DefaultSettingsCache(policy, systemDefaults);
        this.policy = policy;
        this.systemDefaults = systemDefaults;
        this.originalOptions = new OriginalOptionsSampler(systemDefaults);
        this.listener = listener;
    }

    /** Assigns the rule of a connection before it is registered, so that each registered connection has one. */
    void assignRule(Connection connection) {
        connection.assign(policy.ruleFor(connection), null);
    }

    /** The policy in force. */
    Policy policy() {
        return policy;
    }

    Mode modeOf(Rule rule) {
        Mode overall = policy.mode();
        return overall.compareTo(rule.mode()) >= 0 ? overall : rule.mode();
    }

    /**
     * Applies the policy to a connection that the JDK has just opened: one write for each option that differs, and reads as
     * in {@link OriginalOptionsSampler}.
     *
     * @param servicePort see {@link OriginalOptionsSampler#ofOpened}
     * @param setElsewhere see {@link OriginalOptionsSampler#ofOpened}
     * @return false where the socket is not a TCP socket
     */
    boolean applyToOpened(Connection connection, int servicePort, boolean setElsewhere) {
        Rule rule = policy.ruleFor(connection);
        if (modeOf(rule) == Mode.ENFORCE) {
            KeepaliveSettings original = originalOptions.ofOpened(connection, servicePort, setElsewhere);
            return apply(connection, connection.socket(), rule, original);
        }
        if (modeOf(rule) == Mode.OFF) {
            connection.assign(rule, null);
            return true;
        }
        return apply(connection, connection.socket(), rule, originalOptions.read(connection.socket()));
    }

    /**
     * Applies the policy to a connection that was open before: five reads, and one write for each option that differs. On
     * the agent's own thread.
     *
     * @return false where the socket is not a TCP socket, or is gone
     */
    boolean applyToAdopted(Connection connection) {
        Rule rule = policy.ruleFor(connection);
        if (modeOf(rule) == Mode.OFF) {
            connection.assign(rule, null);
            return true;
        }
        try (HeldSocket held = connection.hold()) {
            return held != null && apply(connection, held, rule, originalOptions.read(held));
        }
    }

    /** @param socket the connection's socket, or the duplicate that this thread must use */
    private boolean apply(Connection connection, TcpSocket socket, Rule rule, KeepaliveSettings original) {
        if (original.idleSeconds() == KeepaliveSettings.UNKNOWN && !socket.isTcp()) {
            return false;
        }
        connection.recordAppSet(original, AppSetOptions.differing(original, systemDefaults));
        connection.assign(rule, wanted(connection, rule));
        connection.setOnlyObserved(modeOf(rule) == Mode.OBSERVE);
        if (modeOf(rule) == Mode.ENFORCE) {
            return set(connection, socket, original);
        }
        connection.recordActual(original);
        return true;
    }

    /** The options that a connection should have, given its original ones. */
    private KeepaliveSettings wanted(Connection connection, Rule rule) {
        if (connection.original() == systemDefaults && connection.appSetOptions() == AppSetOptions.NOTHING) {
            KeepaliveSettings settings = defaultSettings.of(rule);
            if (settings != null) {
                return settings;
            }
        }
        return effective(connection, rule).settings();
    }

    private EffectiveSettings effective(Connection connection, Rule rule) {
        return new EffectiveSettings(connection.original(), connection.appSetOptions(), rule, policy.precedence());
    }

    /** The options that a connection should have, with the reasons. */
    EffectiveSettings effective(Connection connection) {
        return effective(connection, connection.rule());
    }

    /** The options that a connection of this rule should have if the application has set none. */
    KeepaliveSettings defaultSettings(Rule rule) {
        KeepaliveSettings settings = defaultSettings.of(rule);
        return settings == null ? rule.settings() : settings;
    }

    /** Returns false where the socket turns out not to be a TCP socket. */
    private boolean set(Connection connection, TcpSocket socket, KeepaliveSettings before) {
        KeepaliveSettings wanted = connection.wanted();
        boolean isTcp = true;
        connection.beginTuning();
        try {
            for (KeepaliveOption option : KeepaliveOption.inOrder()) {
                int value = wanted.get(option);
                if (isTcp && before.get(option) != value && !isOffAnyway(option, value, before)) {
                    isTcp = set(connection, socket, option, value);
                }
            }
        } finally {
            connection.endTuning();
        }
        return isTcp;
    }

    /** Whether this switches off a user timeout on a platform that has none. */
    private static boolean isOffAnyway(KeepaliveOption option, int value, KeepaliveSettings before) {
        return option == KeepaliveOption.USER_TIMEOUT && value == 0 && before.get(option) == KeepaliveSettings.UNKNOWN;
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
                recordRefused(option);
                reportNotApplied(connection, option, value, refused.getMessage());
            }
            return isTcp;
        }
    }

    /** Some container runtimes forbid an option to the whole process. Of two threads at once, one may come too late. */
    private void recordRefused(KeepaliveOption option) {
        if (!AppSetOptions.includes(refusedOptions, option)) {
            refusedOptions = refusedOptions | AppSetOptions.of(option);
        }
    }

    /** The options that the kernel has refused on any connection. */
    int refusedOptions() {
        return refusedOptions;
    }

    /**
     * Sets the options that differ after the application has set one. On the application's thread.
     *
     * @param before the options of the connection before the call
     * @param option that the application has set
     * @param value that it has set
     */
    void applyAfterChange(
            Connection connection,
            EffectiveSettings effective,
            KeepaliveSettings before,
            KeepaliveOption option,
            int value) {
        KeepaliveSettings wanted = effective.settings();
        connection.beginTuning();
        try {
            connection.assign(connection.rule(), wanted);
            for (KeepaliveOption each : KeepaliveOption.inOrder()) {
                int now = each == option ? value : before.get(each);
                if (now != wanted.get(each) && (each == option || hasStill(connection, each, now))) {
                    set(connection, connection.socket(), each, wanted.get(each));
                }
            }
        } finally {
            connection.endTuning();
        }
    }

    /**
     * Whether an option has the value that the agent knows, or has armed. Another one has been set by native code, or by a
     * thread whose call is not handled yet: {@link OptionComparison} or its own hook decides on it.
     */
    private static boolean hasStill(Connection connection, KeepaliveOption option, int known) {
        try {
            int value = connection.socket().read(option);
            return value == known || option == KeepaliveOption.USER_TIMEOUT && value == connection.armedMillis();
        } catch (IOException notSupported) {
            return true;
        }
    }

    /** Whether the connection is one whose options the agent sets. */
    boolean enforces(Connection connection) {
        return connection.wanted() != null && modeOf(connection.rule()) == Mode.ENFORCE;
    }

    /**
     * Sets an option that differed from the wanted value. On the agent's own thread.
     *
     * @return whether it reads back as set; if not, that is reported
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
        reportNotApplied(connection, option, connection.wanted().get(option), "it reads back as " + value);
        return false;
    }

    /** Puts a policy in force; {@link #reapply} applies it to an open connection. */
    void use(Policy next) {
        defaultSettings = new DefaultSettingsCache(next, systemDefaults);
        policy = next;
    }

    /**
     * Whether it has another policy than that in force, by its rule or by its mode: its opening began before the policy was
     * replaced, and ended after the new one had been applied to all others. On the agent's own thread.
     */
    boolean isOutdated(Connection connection) {
        Rule rule = connection.rule();
        return defaultSettings.of(rule) == null || appliedMode(connection) != modeOf(rule);
    }

    private static Mode appliedMode(Connection connection) {
        if (connection.wanted() == null) {
            return Mode.OFF;
        }
        return connection.isOnlyObserved() ? Mode.OBSERVE : Mode.ENFORCE;
    }

    /**
     * Applies the policy in force to a connection that was opened under another one. On the agent's own thread. Skips one
     * whose number belongs to another socket by now, which the watcher removes.
     */
    void reapply(Connection connection) {
        Rule rule = policy.ruleFor(connection);
        if (connection.original() == null) {
            connection.assign(rule, null);
            applyToAdopted(connection);
        } else {
            reapply(connection, rule);
        }
    }

    private void reapply(Connection connection, Rule rule) {
        if (modeOf(rule) == Mode.OFF) {
            restore(connection);
            connection.assign(rule, null);
        } else {
            connection.assign(rule, wanted(connection, rule));
            connection.setOnlyObserved(modeOf(rule) == Mode.OBSERVE);
            if (modeOf(rule) == Mode.ENFORCE) {
                setThroughDuplicate(connection);
            }
        }
    }

    /** Restores the original options, including those that the application has set since. On the agent's own thread. */
    void restore(Connection connection) {
        if (connection.original() != null) {
            connection.assign(connection.rule(), connection.original());
            setThroughDuplicate(connection);
            connection.recordOriginal(null);
        }
    }

    private void setThroughDuplicate(Connection connection) {
        try (HeldSocket held = connection.hold()) {
            if (held != null) {
                set(connection, held, held.read());
                connection.forgetArmed();
            }
        }
        connection.recordActual(null);
    }

    /** The same as {@link #restore}, on the application's thread that has just opened the connection. */
    void restoreOpened(Connection connection) {
        if (connection.original() != null) {
            connection.assign(connection.rule(), connection.original());
            set(connection, connection.socket(), connection.socket().read());
            connection.forgetArmed();
            connection.recordOriginal(null);
        }
    }

    void reportNotApplied(Connection connection, KeepaliveOption option, int value, String reason) {
        String failure = option + " " + reason;
        // Adding locks briefly even where the element is present.
        if (!reportedFailures.contains(failure) && reportedFailures.add(failure)) {
            listener.notApplied(connection, option, value, reason);
        }
    }
}
