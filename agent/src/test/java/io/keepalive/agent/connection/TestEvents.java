package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Reason;
import io.keepalive.agent.policy.Rule;

/** Makes what only this package may make, for the tests of those who are told of it. */
public final class TestEvents {

    private TestEvents() {}

    /** Puts a rule on a connection, and pretends that the kernel agreed. */
    public static void tuned(Connection connection, Rule rule, KeepaliveSettings settings) {
        connection.assign(rule, settings);
        connection.recordActual(settings);
    }

    public static Death death(
            Connection connection,
            Cause cause,
            DetectedBy by,
            int probes,
            int retransmits,
            long silentMillis,
            long ageMillis,
            long atMillis,
            String thread,
            Throwable exception) {
        return new Death(
                connection, cause, by, probes, retransmits, silentMillis, ageMillis, atMillis, thread, exception);
    }

    /** Such as nobody was seen making. */
    public static OptionChange foundChange(
            Connection connection, KeepaliveOption option, int value, Reason reason, OptionChange.Seen seen) {
        return OptionChange.found(connection, option, value, true, reason, seen, true);
    }

    public static OptionChange change(
            Connection connection, OptionChange.Outcome outcome, String thread, Throwable callSite, boolean first) {
        boolean kept = outcome == OptionChange.Outcome.KEPT;
        return new OptionChange(
                connection, KeepaliveOption.ENABLED, 0, kept, null, OptionChange.Seen.CALL, thread, callSite, first);
    }
}
