// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.HeldSocket;
import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.AppSetOptions;
import io.keepalive.agent.policy.EffectiveSettings;
import java.io.IOException;

/**
 * Compares the kernel's options with those that the agent knows. What differs has been set by native code: it is recorded
 * as the application's, corrected or kept, and reported. On the agent's own thread.
 */
final class OptionComparison {

    private final PolicyEnforcer enforcer;
    private final OptionChangeReports reports;

    OptionComparison(PolicyEnforcer enforcer, OptionChangeReports reports) {
        this.enforcer = enforcer;
        this.reports = reports;
    }

    /** See {@link Connections#reconcile}. */
    boolean reconcile(Connection connection) {
        if (enforcer.isOutdated(connection)) {
            reapply(connection);
        }
        KeepaliveSettings known = known(connection);
        if (known != null && differs(connection, known)) {
            return reconcileThroughDuplicate(connection);
        }
        return connection.actual() != null || connection.readActual();
    }

    /** Applies the policy in force to a connection that was opened under another one. On the agent's own thread. */
    void reapply(Connection connection) {
        int unseen = recordUnseen(connection);
        enforcer.reapply(connection);
        reportUnseen(connection, unseen);
        reports.newInitial(connection);
    }

    /** The options as the agent has set them or, where it sets none, has last read them; null if it has done neither. */
    private static KeepaliveSettings known(Connection connection) {
        KeepaliveSettings wanted = connection.wanted();
        return wanted != null && connection.isOnlyObserved() ? connection.actual() : wanted;
    }

    /** By the number, which may belong to another socket: what follows finds that out. */
    private static boolean differs(Connection connection, KeepaliveSettings known) {
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            if (differs(connection, option, known)) {
                return true;
            }
        }
        return false;
    }

    private static boolean differs(Connection connection, KeepaliveOption option, KeepaliveSettings known) {
        try {
            return connection.socket().read(option) != expected(connection, option, known);
        } catch (IOException closedMeanwhileOrNotSupported) {
            return false;
        }
    }

    /** What the kernel should have: a user timeout may be armed for a while, see {@link BusyTimeoutEnforcer}. */
    private static int expected(Connection connection, KeepaliveOption option, KeepaliveSettings known) {
        boolean isArmed = option == KeepaliveOption.USER_TIMEOUT && connection.armedMillis() > 0;
        return isArmed ? connection.armedMillis() : known.get(option);
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
        KeepaliveSettings known = known(connection);
        KeepaliveSettings read = held.read();
        KeepaliveSettings actual = withoutArmed(connection, read);
        if (known == null || connection.isBeingTuned() || connection.wanted() != wanted) {
            return;
        }
        int appSet = recordDiffering(connection, actual, known);
        connection.recordRead(read);
        forgetReplacedArmed(connection, read);
        EffectiveSettings effective = enforcer.effective(connection);
        connection.assign(connection.rule(), effective.settings());
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            boolean isAppSet = AppSetOptions.includes(appSet, option);
            if (enforcer.enforces(connection)) {
                correct(connection, held, option, actual.get(option), effective, isAppSet);
            } else if (isAppSet) {
                reports.foundChanged(connection, option, actual.get(option), null);
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
        connection.recordAppSet(originalWith(actual, connection.original(), AppSetOptions.withImplied(appSet)), appSet);
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
                    reports.foundChanged(connection, option, original.get(option), effective);
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
                reports.foundChanged(connection, option, actual, effective);
            }
        } catch (IOException notSupported) {
            return;
        }
    }
}
