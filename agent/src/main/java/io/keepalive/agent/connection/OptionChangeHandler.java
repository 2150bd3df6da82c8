package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.DescriptorTable;
import io.keepalive.agent.kernel.HeldSocket;
import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.policy.AppSetOptions;
import io.keepalive.agent.policy.EffectiveSettings;
import io.keepalive.agent.policy.Reason;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What becomes of keepalive options that the application sets itself through the JDK, before its connection stands and
 * after. Called on the application's threads.
 */
final class OptionChangeHandler {

    private final SocketCalls calls;
    private final ConnectionRegistry registry;
    private final PolicyEnforcer enforcer;
    private final ConnectionListener listener;
    private final DescriptorTable<PreConnectOptions> early = new DescriptorTable<>();
    private final AtomicInteger earlyChoices = new AtomicInteger();
    private final CallSites callSites = new CallSites();

    OptionChangeHandler(
            SocketCalls calls, ConnectionRegistry registry, PolicyEnforcer enforcer, ConnectionListener listener) {
        this.calls = calls;
        this.registry = registry;
        this.enforcer = enforcer;
        this.listener = listener;
    }

    /** The application has set this option through this descriptor, of a connection or of a socket that may become one. */
    void set(FileDescriptor descriptor, KeepaliveOption option) {
        Connection connection = registry.find(descriptor);
        if (connection == null || connection.socket().isAdopted() && !connection.ownsNumber()) {
            rememberEarly(descriptor, option);
        } else if (!connection.isBeingTunedHere() && connection.wanted() != null) {
            decide(connection, option);
        }
    }

    private void rememberEarly(FileDescriptor descriptor, KeepaliveOption option) {
        int number = calls.number(descriptor);
        if (number >= 0) {
            PreConnectOptions before = early.get(number);
            int choice = before == null ? AppSetOptions.NOTHING : before.of(descriptor);
            // Counted first: a thread that is stopped in between has others look in vain, and miss nothing.
            earlyChoices.incrementAndGet();
            if (early.put(number, new PreConnectOptions(descriptor, choice | AppSetOptions.of(option))) != null) {
                earlyChoices.decrementAndGet();
            }
        }
    }

    /** Whether the application has chosen something on any descriptor that is no connection yet, or never will be. */
    boolean hasEarly() {
        return earlyChoices.get() > 0;
    }

    /** What the application chose on this descriptor before its connection stood; forgets it. */
    int takeEarly(FileDescriptor descriptor) {
        PreConnectOptions choice = removeEarly(descriptor);
        return choice == null ? AppSetOptions.NOTHING : choice.of(descriptor);
    }

    /** The descriptor is being closed: what was chosen on it is of no interest any more. */
    void forget(FileDescriptor descriptor) {
        removeEarly(descriptor);
    }

    /** Asks for the descriptor's number only where there is something to look for: a call into the JVM each time. */
    private PreConnectOptions removeEarly(FileDescriptor descriptor) {
        int number = hasEarly() ? calls.number(descriptor) : -1;
        PreConnectOptions choice = number >= 0 ? early.remove(number) : null;
        if (choice != null) {
            earlyChoices.decrementAndGet();
        }
        return choice;
    }

    private void decide(Connection connection, KeepaliveOption option) {
        KeepaliveSettings own = connection.original();
        KeepaliveSettings wanted = connection.wanted();
        if (own != null && wanted != null) {
            try {
                decide(connection, option, connection.socket().read(option), own, wanted);
            } catch (IOException closedMeanwhile) {
                return;
            }
        }
    }

    /**
     * Some JDKs come by twice for one call. The second time the socket has what the agent has put in the place of what the
     * application chose, and that is not its own.
     *
     * @param own what the connection had by itself before
     * @param wanted what it should have had
     */
    private void decide(
            Connection connection, KeepaliveOption option, int value, KeepaliveSettings own, KeepaliveSettings wanted) {
        boolean enforced = enforcer.enforces(connection);
        KeepaliveSettings had = enforced ? wanted : own;
        if (value == had.get(option) && AppSetOptions.includes(connection.appSetOptions(), option)) {
            return;
        }
        note(connection, own.with(option, value), AppSetOptions.of(option));
        EffectiveSettings effective = enforcer.effective(connection);
        if (enforced) {
            enforcer.putRight(connection, effective, had, option, value);
        } else {
            connection.assign(connection.rule(), effective.settings());
        }
        boolean isNews = value != had.get(option) || value != wanted.get(option);
        if (isNews || !effective.settings().equals(wanted)) {
            connection.recordActual(null);
            tellChanged(connection, option, value, enforced ? effective : null);
        }
    }

    /** @param effective null where the agent only observes */
    private void tellChanged(Connection connection, KeepaliveOption option, int value, EffectiveSettings effective) {
        boolean kept = effective == null || effective.settings().get(option) == value;
        Reason reason = effective == null ? null : effective.reason(option);
        Throwable callSite = callSites.ifNew(connection, option, value);
        listener.optionChanged(OptionChange.byThisThread(connection, option, value, kept, reason, callSite));
    }

    /** Notes what the application has chosen, and what the connection has by itself now. */
    private static void note(Connection connection, KeepaliveSettings own, int chosen) {
        connection.recordOriginal(own);
        connection.markAppSet(connection.appSetOptions() | chosen);
    }

    /**
     * Compares what the connection has with what it should have, and treats every difference as a change that nobody
     * was seen making: by native code, say. On the agent's own thread. Where nothing differs, it allocates nothing.
     *
     * @return false where what differs is another socket, which has the connection's number by now
     */
    boolean reconcile(Connection connection) {
        if (enforcer.enforces(connection) && differs(connection)) {
            return reconcileOnItsOwn(connection);
        }
        return connection.actual() != null || connection.recordActual();
    }

    /** By its number, which may be another socket's: then all that follows is a closer look. */
    private static boolean differs(Connection connection) {
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            if (differs(connection, option)) {
                return true;
            }
        }
        return false;
    }

    private static boolean differs(Connection connection, KeepaliveOption option) {
        try {
            return connection.socket().read(option) != connection.wanted().get(option);
        } catch (IOException closedMeanwhileOrNotSupported) {
            return false;
        }
    }

    private boolean reconcileOnItsOwn(Connection connection) {
        try (HeldSocket held = connection.hold()) {
            if (held != null) {
                reconcile(connection, held);
                connection.recordActualFrom(held);
            }
            return held != null;
        }
    }

    /** All of what differs is one change, and is decided on as a whole; unless a thread of the application is at it. */
    private void reconcile(Connection connection, HeldSocket held) {
        KeepaliveSettings wanted = connection.wanted();
        KeepaliveSettings seen = held.read();
        if (connection.isBeingTuned() || connection.wanted() != wanted) {
            return;
        }
        int chosen = AppSetOptions.differing(seen, wanted);
        note(connection, ownAmong(seen, connection.original(), AppSetOptions.withImplied(chosen)), chosen);
        EffectiveSettings effective = enforcer.effective(connection);
        connection.assign(connection.rule(), effective.settings());
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            settle(connection, held, option, seen.get(option), effective, AppSetOptions.includes(chosen, option));
        }
    }

    /** What the connection has by itself once the application has chosen these of what is seen. */
    private static KeepaliveSettings ownAmong(KeepaliveSettings seen, KeepaliveSettings before, int chosen) {
        KeepaliveSettings own = before;
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            if (AppSetOptions.includes(chosen, option)) {
                own = own.with(option, seen.get(option));
            }
        }
        return own;
    }

    private static boolean isOther(int seen, int wanted) {
        return seen != KeepaliveSettings.UNKNOWN && seen != wanted;
    }

    private void settle(
            Connection connection,
            HeldSocket held,
            KeepaliveOption option,
            int seen,
            EffectiveSettings effective,
            boolean changed) {
        try {
            boolean kept = !isOther(seen, effective.settings().get(option));
            if ((kept || enforcer.correct(connection, held, option)) && changed) {
                listener.optionChanged(found(connection, option, seen, effective, OptionChange.Seen.AFTERWARDS));
            }
        } catch (IOException notSupported) {
            return;
        }
    }

    /** @param effective null where the agent only observes */
    private OptionChange found(
            Connection connection,
            KeepaliveOption option,
            int value,
            EffectiveSettings effective,
            OptionChange.Seen seen) {
        boolean kept = effective == null || effective.settings().get(option) == value;
        Reason reason = effective == null ? null : effective.reason(option);
        boolean isFirst = callSites.addUnseen(connection, option, value, kept);
        return OptionChange.found(connection, option, value, kept, reason, seen, isFirst);
    }

    /** Tells of each option with which a connection came, other than its rule has it, what has become of it. */
    void tellBrought(Connection connection) {
        if (connection.appSetOptions() != AppSetOptions.NOTHING && connection.wanted() != null) {
            tellBrought(connection, enforcer.enforces(connection) ? enforcer.effective(connection) : null, false);
        }
    }

    /** The same when another policy holds: only what has not been told of others of its kind. */
    void tellNewsOf(Connection connection) {
        if (connection.appSetOptions() != AppSetOptions.NOTHING && enforcer.enforces(connection)) {
            tellBrought(connection, enforcer.effective(connection), true);
        }
    }

    private void tellBrought(Connection connection, EffectiveSettings effective, boolean onlyNews) {
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            if (isRemarkable(connection, option)) {
                int value = connection.original().get(option);
                OptionChange change = found(connection, option, value, effective, OptionChange.Seen.BEFORE);
                if (change.isFirstHere() || !onlyNews) {
                    listener.optionChanged(change);
                }
            }
        }
    }

    private boolean isRemarkable(Connection connection, KeepaliveOption option) {
        return AppSetOptions.includes(connection.appSetOptions(), option)
                && isOther(
                        connection.original().get(option),
                        enforcer.untouched(connection.rule()).get(option));
    }
}
