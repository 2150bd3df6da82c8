// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.AppSetOptions;
import io.keepalive.agent.policy.EffectiveSettings;
import io.keepalive.agent.policy.Reason;

/** Reports keepalive options that the application has set, with what becomes of them. Safe on any thread. */
final class OptionChangeReports {

    private final PolicyEnforcer enforcer;
    private final ConnectionListener listener;
    private final CallSites callSites = new CallSites();

    OptionChangeReports(PolicyEnforcer enforcer, ConnectionListener listener) {
        this.enforcer = enforcer;
        this.listener = listener;
    }

    /**
     * The application has set an option, on this thread.
     *
     * @param effective null where the agent only observes
     */
    void changed(Connection connection, KeepaliveOption option, int value, EffectiveSettings effective) {
        boolean kept = effective == null || effective.settings().get(option) == value;
        Reason reason = effective == null ? null : effective.reason(option);
        Throwable callSite = callSites.ifNew(connection, option, value);
        listener.optionChanged(OptionChange.byThisThread(connection, option, value, kept, reason, callSite));
    }

    /**
     * An option was found changed, as by native code.
     *
     * @param effective null where the agent only observes
     */
    void foundChanged(Connection connection, KeepaliveOption option, int value, EffectiveSettings effective) {
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
    void initial(Connection connection) {
        if (connection.appSetOptions() != AppSetOptions.NOTHING && connection.wanted() != null) {
            initial(connection, enforcer.enforces(connection) ? enforcer.effective(connection) : null, false);
        }
    }

    /** The same under a new policy: only what has not been reported for connections of the same kind. */
    void newInitial(Connection connection) {
        if (connection.appSetOptions() != AppSetOptions.NOTHING && enforcer.enforces(connection)) {
            initial(connection, enforcer.effective(connection), true);
        }
    }

    private void initial(Connection connection, EffectiveSettings effective, boolean onlyNew) {
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
                && connection.original().get(option) != KeepaliveSettings.UNKNOWN
                && connection.original().get(option)
                        != enforcer.defaultSettings(connection.rule()).get(option);
    }
}
