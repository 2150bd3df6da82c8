// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.peer.DetectedBy;
import io.keepalive.agent.peer.Diagnosis;
import io.keepalive.agent.policy.Reason;
import io.keepalive.agent.policy.Rule;

/** Makes objects that only this package can make, for the tests of other packages. */
public final class TestEvents {

    private TestEvents() {}

    /** Assigns a rule to a connection, with the wanted options as the actual ones. */
    public static void tuned(Connection connection, Rule rule, KeepaliveSettings settings) {
        connection.assign(rule, settings);
        connection.recordActual(settings);
    }

    /** The watcher finds the peer of a connection suspect, with this diagnosis. */
    public static void suspect(Connection connection, Diagnosis diagnosis) {
        connection.healthOrCreate().markSuspect();
        connection.healthOrCreate().setDiagnosis(diagnosis);
    }

    /** The agent has armed a user timeout for this busy timeout. */
    public static void arm(Connection connection, int busyMillis) {
        connection.healthOrCreate().recordArmed(busyMillis, busyMillis);
    }

    public static Death death(
            Connection connection,
            Cause cause,
            Diagnosis diagnosis,
            DetectedBy by,
            int probes,
            int retransmits,
            long silentMillis,
            long ageMillis,
            long atMillis,
            String thread,
            Throwable exception) {
        return new Death(
                connection,
                cause,
                diagnosis,
                by,
                probes,
                retransmits,
                connection.health() == null ? 0 : connection.health().busyMillis(),
                silentMillis,
                ageMillis,
                atMillis,
                thread,
                exception);
    }

    /** A change that was not intercepted. */
    public static OptionChange foundChange(
            Connection connection, KeepaliveOption option, int value, Reason reason, OptionChange.Seen seen) {
        return OptionChange.unobserved(connection, option, value, true, reason, seen, true);
    }

    public static OptionChange change(
            Connection connection, OptionChange.Outcome outcome, String thread, Throwable callSite, boolean first) {
        boolean kept = outcome == OptionChange.Outcome.KEPT;
        return new OptionChange(
                connection, KeepaliveOption.ENABLED, 0, kept, null, OptionChange.Seen.CALL, thread, callSite, first);
    }
}
