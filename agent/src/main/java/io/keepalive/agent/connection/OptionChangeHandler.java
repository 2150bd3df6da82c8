// SPDX-License-Identifier: Apache-2.0
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
 * Handles keepalive options that the application sets itself, before the connection is established and after: through the
 * JDK, on the application's threads; by native code, found on the agent's own thread.
 */
final class OptionChangeHandler {

    private final SocketCalls calls;
    private final ConnectionRegistry registry;
    private final PolicyEnforcer enforcer;
    private final ConnectionListener listener;
    private final DescriptorTable<PreConnectOptions> preConnect = new DescriptorTable<>();
    private final AtomicInteger preConnectCount = new AtomicInteger();
    private final CallSites callSites = new CallSites();

    OptionChangeHandler(
            SocketCalls calls, ConnectionRegistry registry, PolicyEnforcer enforcer, ConnectionListener listener) {
        this.calls = calls;
        this.registry = registry;
        this.enforcer = enforcer;
        this.listener = listener;
    }

    void set(FileDescriptor descriptor, KeepaliveOption option) {
        Connection connection = registry.find(descriptor);
        if (connection == null || connection.socket().isAdopted() && !connection.ownsNumber()) {
            recordPreConnect(descriptor, option);
        } else if (!connection.isBeingTunedHere() && connection.wanted() != null) {
            decideUnlessReconciled(connection, option);
        }
    }

    private void recordPreConnect(FileDescriptor descriptor, KeepaliveOption option) {
        int number = calls.number(descriptor);
        if (number >= 0) {
            PreConnectOptions before = preConnect.get(number);
            int appSet = before == null ? AppSetOptions.NOTHING : before.of(descriptor);
            // Counted first: if the thread is stopped in between, others search in vain but miss nothing.
            preConnectCount.incrementAndGet();
            if (preConnect.put(number, new PreConnectOptions(descriptor, appSet | AppSetOptions.of(option))) != null) {
                preConnectCount.decrementAndGet();
            }
        }
    }

    /** Whether the application has set options on any descriptor that is not a connection, and may never become one. */
    boolean hasPreConnect() {
        return preConnectCount.get() > 0;
    }

    /** Removes and returns the options that the application set on this descriptor before it was connected. */
    int takePreConnect(FileDescriptor descriptor) {
        PreConnectOptions options = removePreConnect(descriptor);
        return options == null ? AppSetOptions.NOTHING : options.of(descriptor);
    }

    /** The descriptor is being closed. */
    void forget(FileDescriptor descriptor) {
        removePreConnect(descriptor);
    }

    /** Reads the descriptor's number, a call into the JVM, only where there is an entry at all. */
    private PreConnectOptions removePreConnect(FileDescriptor descriptor) {
        int number = hasPreConnect() ? calls.number(descriptor) : -1;
        PreConnectOptions options = number >= 0 ? preConnect.remove(number) : null;
        if (options != null) {
            preConnectCount.decrementAndGet();
        }
        return options;
    }

    /**
     * So that one change is reported once. What the agent's own thread has not read, because it was set after that, its next
     * check finds.
     */
    private void decideUnlessReconciled(Connection connection, KeepaliveOption option) {
        if (connection.beginDecision()) {
            try {
                decide(connection, option);
            } finally {
                connection.endDecision();
            }
        }
    }

    private void decide(Connection connection, KeepaliveOption option) {
        KeepaliveSettings original = connection.original();
        KeepaliveSettings wanted = connection.wanted();
        if (original != null && wanted != null) {
            try {
                decide(connection, option, connection.socket().read(option), original, wanted);
            } catch (IOException closedMeanwhile) {
                return;
            }
        }
    }

    /**
     * Some JDKs run through two hooks in one call. The second time the socket has the agent's value already, which is not
     * the application's.
     *
     * <p>Until the policy in force is applied to the connection, its wanted options are those that the kernel has.
     *
     * @param original of the connection before the call
     * @param wanted of the connection before the call
     */
    private void decide(
            Connection connection,
            KeepaliveOption option,
            int value,
            KeepaliveSettings original,
            KeepaliveSettings wanted) {
        boolean enforced = enforcer.enforces(connection);
        KeepaliveSettings before = enforced ? wanted : observed(connection, original);
        boolean isRecorded = AppSetOptions.includes(connection.appSetOptions(), option)
                && (enforced || value == original.get(option));
        if (isRecorded && value == before.get(option)) {
            return;
        }
        recordAppSet(connection, original.with(option, value), AppSetOptions.of(option));
        EffectiveSettings effective = enforcer.effective(connection);
        if (enforced) {
            enforcer.applyAfterChange(connection, effective, before, option, value);
            connection.recordActual(null);
        } else {
            boolean isObserved = connection.isOnlyObserved();
            connection.assign(connection.rule(), isObserved ? effective.settings() : wanted.with(option, value));
            connection.recordActual(option, value);
        }
        boolean isChange = value != before.get(option) || value != wanted.get(option);
        if (isChange || !effective.settings().equals(wanted)) {
            reportChange(connection, option, value, enforced ? effective : null);
        }
    }

    /** What the kernel had before the call: values of the agent's remain where it has begun to observe. */
    private static KeepaliveSettings observed(Connection connection, KeepaliveSettings original) {
        KeepaliveSettings actual = connection.actual();
        return actual == null ? original : actual;
    }

    /** @param effective null where the agent only observes */
    private void reportChange(Connection connection, KeepaliveOption option, int value, EffectiveSettings effective) {
        boolean kept = effective == null || effective.settings().get(option) == value;
        Reason reason = effective == null ? null : effective.reason(option);
        Throwable callSite = callSites.ifNew(connection, option, value);
        listener.optionChanged(OptionChange.byThisThread(connection, option, value, kept, reason, callSite));
    }

    private static void recordAppSet(Connection connection, KeepaliveSettings original, int appSet) {
        connection.recordOriginal(original);
        connection.markAppSet(connection.appSetOptions() | appSet);
    }

    boolean reconcile(Connection connection) {
        if (enforcer.isOutdated(connection)) {
            reapply(connection);
        }
        if (known(connection) != null && differs(connection)) {
            return reconcileThroughDuplicate(connection);
        }
        return connection.actual() != null || connection.readActual();
    }

    /** Applies the policy in force to a connection that was opened under another one. On the agent's own thread. */
    void reapply(Connection connection) {
        int unseen = recordUnseen(connection);
        enforcer.reapply(connection);
        reportUnseen(connection, unseen);
        reportNewInitialOptions(connection);
    }

    /** The options as the agent has set them or, where it sets none, has last read them; null if it has done neither. */
    private static KeepaliveSettings known(Connection connection) {
        KeepaliveSettings wanted = connection.wanted();
        return wanted != null && connection.isOnlyObserved() ? connection.actual() : wanted;
    }

    /** By the number, which may belong to another socket: what follows finds that out. */
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
            return connection.socket().read(option) != expected(connection, option);
        } catch (IOException closedMeanwhileOrNotSupported) {
            return false;
        }
    }

    /** What the kernel should have: a user timeout may be armed for a while, see {@link BusyTimeoutEnforcer}. */
    private static int expected(Connection connection, KeepaliveOption option) {
        boolean isArmed = option == KeepaliveOption.USER_TIMEOUT && connection.armedMillis() > 0;
        return isArmed ? connection.armedMillis() : known(connection).get(option);
    }

    private boolean reconcileThroughDuplicate(Connection connection) {
        try (HeldSocket held = connection.hold()) {
            if (held != null) {
                reconcileUnlessDecided(connection, held);
                if (!connection.isOnlyObserved()) {
                    connection.readActual(held);
                }
            }
            return held != null;
        }
    }

    /** Skipped while a thread of the application decides on an option, which this one may have read. */
    private void reconcileUnlessDecided(Connection connection, HeldSocket held) {
        if (connection.beginReconciling()) {
            try {
                reconcile(connection, held);
            } finally {
                connection.endReconciling();
            }
        }
    }

    /** Decides on all differences together. Skipped while a thread of the application sets options on the connection. */
    private void reconcile(Connection connection, HeldSocket held) {
        KeepaliveSettings wanted = connection.wanted();
        KeepaliveSettings read = held.read();
        KeepaliveSettings actual = withoutArmed(connection, read);
        if (connection.isBeingTuned() || connection.wanted() != wanted) {
            return;
        }
        int appSet = recordDiffering(connection, actual, known(connection));
        connection.recordRead(read);
        forgetReplacedArmed(connection, read);
        EffectiveSettings effective = enforcer.effective(connection);
        connection.assign(connection.rule(), effective.settings());
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            boolean isAppSet = AppSetOptions.includes(appSet, option);
            if (enforcer.enforces(connection)) {
                correct(connection, held, option, actual.get(option), effective, isAppSet);
            } else if (isAppSet) {
                reportUnobserved(connection, option, actual.get(option), null);
            }
        }
    }

    /** So that the user timeout is armed again where the silence goes on: see {@link BusyTimeoutEnforcer}. */
    private static void forgetReplacedArmed(Connection connection, KeepaliveSettings read) {
        if (connection.armedMillis() > 0 && differs(read.userTimeoutMillis(), connection.armedMillis())) {
            connection.forgetArmed();
        }
    }

    /** Returns the options that the application must have set: what the agent could not set has its original value. */
    private int recordDiffering(Connection connection, KeepaliveSettings actual, KeepaliveSettings expected) {
        int unchanged = ~AppSetOptions.differing(actual, connection.original());
        int appSet = AppSetOptions.differing(actual, expected) & ~(enforcer.refusedOptions() & unchanged);
        recordAppSet(
                connection, originalWith(actual, connection.original(), AppSetOptions.withImplied(appSet)), appSet);
        return appSet;
    }

    /**
     * Records what native code has set since the options were last compared. Otherwise the options that are set or restored
     * next would undo it unseen. To be called before another rule is assigned. On the agent's own thread.
     *
     * @return the options that native code has set, for {@link #reportUnseen}
     */
    int recordUnseen(Connection connection) {
        if (connection.original() == null) {
            return AppSetOptions.NOTHING;
        }
        try (HeldSocket held = connection.hold()) {
            return held == null ? AppSetOptions.NOTHING : recordUnseenUnlessDecided(connection, held);
        }
    }

    private int recordUnseenUnlessDecided(Connection connection, HeldSocket held) {
        if (!connection.beginReconciling()) {
            return AppSetOptions.NOTHING;
        }
        try {
            KeepaliveSettings known = known(connection);
            KeepaliveSettings read = held.read();
            connection.recordRead(read);
            return known == null
                    ? AppSetOptions.NOTHING
                    : recordDiffering(connection, withoutArmed(connection, read), known);
        } finally {
            connection.endReconciling();
        }
    }

    /**
     * Reports what becomes of these options under the policy that has been applied since. On the agent's own thread.
     *
     * @param unseen see {@link #recordUnseen}
     */
    private void reportUnseen(Connection connection, int unseen) {
        KeepaliveSettings original = connection.original();
        if (unseen != AppSetOptions.NOTHING && original != null && connection.wanted() != null) {
            EffectiveSettings effective = enforcer.enforces(connection) ? enforcer.effective(connection) : null;
            for (KeepaliveOption option : KeepaliveOption.inOrder()) {
                if (AppSetOptions.includes(unseen, option)) {
                    reportUnobserved(connection, option, original.get(option), effective);
                }
            }
        }
    }

    /** The armed user timeout is no change of the application's. */
    private static KeepaliveSettings withoutArmed(Connection connection, KeepaliveSettings actual) {
        int armed = connection.armedMillis();
        return armed > 0 && actual.userTimeoutMillis() == armed
                ? actual.with(KeepaliveOption.USER_TIMEOUT, connection.wanted().userTimeoutMillis())
                : actual;
    }

    /** The original settings after the application has set these of the actual options. */
    private static KeepaliveSettings originalWith(KeepaliveSettings actual, KeepaliveSettings before, int appSet) {
        KeepaliveSettings original = before;
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            if (AppSetOptions.includes(appSet, option)) {
                original = original.with(option, actual.get(option));
            }
        }
        return original;
    }

    private static boolean differs(int actual, int wanted) {
        return actual != KeepaliveSettings.UNKNOWN && actual != wanted;
    }

    private void correct(
            Connection connection,
            HeldSocket held,
            KeepaliveOption option,
            int actual,
            EffectiveSettings effective,
            boolean isAppSet) {
        try {
            boolean kept = !differs(actual, effective.settings().get(option));
            if ((kept || enforcer.correct(connection, held, option)) && isAppSet) {
                reportUnobserved(connection, option, actual, effective);
            }
        } catch (IOException notSupported) {
            return;
        }
    }

    /** @param effective null where the agent only observes */
    private void reportUnobserved(
            Connection connection, KeepaliveOption option, int value, EffectiveSettings effective) {
        listener.optionChanged(unobserved(connection, option, value, effective, OptionChange.Seen.AFTERWARDS));
    }

    /** @param effective null where the agent only observes */
    private OptionChange unobserved(
            Connection connection,
            KeepaliveOption option,
            int value,
            EffectiveSettings effective,
            OptionChange.Seen seen) {
        boolean kept = effective == null || effective.settings().get(option) == value;
        Reason reason = effective == null ? null : effective.reason(option);
        boolean isFirst = callSites.addUnobserved(connection, option, value, kept);
        return OptionChange.unobserved(connection, option, value, kept, reason, seen, isFirst);
    }

    /** Reports what becomes of each option that a connection has from the start and that differs from its rule. */
    void reportInitialOptions(Connection connection) {
        if (connection.appSetOptions() != AppSetOptions.NOTHING && connection.wanted() != null) {
            reportInitialOptions(
                    connection, enforcer.enforces(connection) ? enforcer.effective(connection) : null, false);
        }
    }

    /** The same under a new policy: only what has not been reported for connections of the same kind. */
    private void reportNewInitialOptions(Connection connection) {
        if (connection.appSetOptions() != AppSetOptions.NOTHING && enforcer.enforces(connection)) {
            reportInitialOptions(connection, enforcer.effective(connection), true);
        }
    }

    private void reportInitialOptions(Connection connection, EffectiveSettings effective, boolean onlyNew) {
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            if (isSetByApp(connection, option)) {
                int value = connection.original().get(option);
                OptionChange change = unobserved(connection, option, value, effective, OptionChange.Seen.BEFORE);
                if (change.isFirstHere() || !onlyNew) {
                    listener.optionChanged(change);
                }
            }
        }
    }

    private boolean isSetByApp(Connection connection, KeepaliveOption option) {
        return AppSetOptions.includes(connection.appSetOptions(), option)
                && differs(
                        connection.original().get(option),
                        enforcer.defaultSettings(connection.rule()).get(option));
    }
}
