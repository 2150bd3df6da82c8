// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.text.ErrorText.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uses counts measured on Linux 6.18, with idle, interval and count of 2 s, 1 s and 3 unless given. */
class DeathCauseClassifierTest {

    private static final long NOW = 1_000_000;

    private final Connection connection = new Connection(1, null, null, 0);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "idle and silent,                       TIMED_OUT,   3,  0, 2/1/3,       0, KEEPALIVE_TIMEOUT",
        "the same with a user timeout to match, TIMED_OUT,   3,  0, 2/1/3,    5000, KEEPALIVE_TIMEOUT",
        "a user timeout below idle + interval,  TIMED_OUT,   1,  0, 2/1/3,    2500, KEEPALIVE_TIMEOUT",
        "a user timeout that overrules count,   TIMED_OUT,   7,  0, 2/1/3,    9000, KEEPALIVE_TIMEOUT",
        "the built-in defaults,                 TIMED_OUT,   3,  0, 60/10/3,     0, KEEPALIVE_TIMEOUT",
        "idle and an error in another language, OTHER,       3,  0, 2/1/3,       0, KEEPALIVE_TIMEOUT",
        "data in flight,                        TIMED_OUT,   0, 15, 2/1/3,       0, RETRANSMISSION_TIMEOUT",
        "the same in another language,          OTHER,       0, 15, 2/1/3,       0, RETRANSMISSION_TIMEOUT",
        "the same with a user timeout,          TIMED_OUT,   0,  4, 2/1/3,    5000, RETRANSMISSION_TIMEOUT",
        "data in flight after a probe,          TIMED_OUT,   1,  4, 2/1/3,    5000, RETRANSMISSION_TIMEOUT",
        "the peer answers and does not read,    TIMED_OUT,   0,  0, 2/1/3,    5000, BACKPRESSURE_TIMEOUT",
        "the same in mid-probe,                 TIMED_OUT,   1,  0, 2/1/3,    5000, BACKPRESSURE_TIMEOUT",
        "the peer rebooted,                     RESET,       1,  0, 2/1/3,       0, RESET",
        "it did with data in flight,            RESET,       0,  2, 2/1/3,    5000, RESET",
        "the same in another language,          OTHER,       0,  2, 2/1/3,       0, RESET",
        "the peer rebooted and nothing read,    OTHER,       1,  0, 2/1/3,       0, RESET",
        "a router says no to data in flight,    UNREACHABLE, 0,  3, 2/1/3,    5000, UNREACHABLE",
        "timed out with nothing to show for it, TIMED_OUT,   0,  0, 2/1/3,       0, UNKNOWN",
    })
    void eachCauseLeavesItsPattern(
            String scenario, Kind error, int probes, int retransmits, String timings, int userTimeout, Cause cause) {
        ClosedConnectionEvidence evidence = evidence(error, probes, retransmits, settings(timings, userTimeout));
        assertThat(DeathCauseClassifier.cause(evidence)).as(scenario).isEqualTo(cause);
    }

    @Test
    void aHostThatIsCutOffIsTheCause() {
        connection.healthOrCreate().setCutOff(true);
        assertThat(watched(Kind.TIMED_OUT, 3, 0, 0)).isEqualTo(Cause.LOCAL_NETWORK);
        assertThat(watched(Kind.UNREACHABLE, 0, 3, 5000)).isEqualTo(Cause.LOCAL_NETWORK);
        assertThat(watched(Kind.RESET, 0, 0, 0)).isEqualTo(Cause.RESET);
    }

    /** The kernel itself reports EHOSTUNREACH when a peer on a local network does not answer; no router has. */
    @Test
    void aNeighbourThatIsSilentIsNotUnreachable() {
        connection.healthOrCreate().setSilentNeighbour(true);
        assertThat(watched(Kind.UNREACHABLE, 0, 3, 5000)).isEqualTo(Cause.RETRANSMISSION_TIMEOUT);
    }

    @Test
    void dataUnansweredForTheUserTimeoutIsNoReset() {
        connection.healthOrCreate().markUnanswered(NOW - 4_000);
        assertThat(watched(Kind.OTHER, 0, 4, 5000)).isEqualTo(Cause.RETRANSMISSION_TIMEOUT);
        assertThat(watched(Kind.OTHER, 0, 4, 60_000)).isEqualTo(Cause.RESET);
    }

    @Test
    void dataQueuedForTheUserTimeoutIsBackpressure() {
        connection.healthOrCreate().setQueued(true, NOW - 4_000);
        assertThat(watched(Kind.OTHER, 0, 0, 5000)).isEqualTo(Cause.BACKPRESSURE_TIMEOUT);
        assertThat(watched(Kind.OTHER, 0, 0, 60_000)).isEqualTo(Cause.RESET);
    }

    /** The agent had armed the user timeout, because the peer was silent: it did not fail to read. */
    @Test
    void aSilentPeerWithAClosedWindowIsNotBackpressure() {
        connection.healthOrCreate().markUnanswered(NOW - 9_000);
        connection.health().recordArmed(10_500, 10_000);
        assertThat(watched(Kind.TIMED_OUT, 2, 0, 10_500)).isEqualTo(Cause.RETRANSMISSION_TIMEOUT);
        assertThat(watched(Kind.OTHER, 1, 0, 10_500)).isEqualTo(Cause.RETRANSMISSION_TIMEOUT);
        assertThat(watched(Kind.RESET, 2, 0, 10_500)).isEqualTo(Cause.RESET);
        connection.health().setCutOff(true);
        assertThat(watched(Kind.OTHER, 2, 0, 10_500)).isEqualTo(Cause.LOCAL_NETWORK);
    }

    @Test
    void anAnswerLongBeforeTheBusyTimeoutIsAReset() {
        connection.healthOrCreate().markUnanswered(NOW - 4_000);
        connection.health().recordArmed(10_500, 10_000);
        assertThat(watched(Kind.OTHER, 2, 0, 10_500)).isEqualTo(Cause.RESET);
        assertThat(watched(Kind.OTHER, 0, 3, 10_500)).isEqualTo(Cause.RESET);
    }

    /** The watcher saw two probes 100 ms ago: the third cannot have waited for its whole interval. */
    @Test
    void aResetMayAnswerTheLastProbe() {
        connection.recordInfo(FakeSocketCalls.info(TcpInfo.ESTABLISHED, 2, 0), NOW - 100);
        ClosedConnectionEvidence early =
                evidence(Kind.OTHER, 3, 0, settings("2/1/3", 0)).withHistoryOf(connection, 100, NOW);
        ClosedConnectionEvidence inTime =
                evidence(Kind.OTHER, 3, 0, settings("2/1/3", 0)).withHistoryOf(connection, 1_100, NOW);
        assertThat(DeathCauseClassifier.cause(early)).isEqualTo(Cause.RESET);
        assertThat(DeathCauseClassifier.cause(inTime)).isEqualTo(Cause.KEEPALIVE_TIMEOUT);
    }

    /** A sysctl limit of 3 corresponds to about a second. */
    @ParameterizedTest
    @CsvSource({"60/10/3, 15, 60_000", "30/10/3, 15, 30_000", "60/10/3, 3, 200", "60/10/3, 8, 3_200"})
    void noPeerIsGivenUpBefore(String settings, int retransmissionLimit, long millis) {
        assertThat(DeathCauseClassifier.earliestMillis(settings(settings, 0), retransmissionLimit))
                .isEqualTo(millis);
    }

    /** An application's user timeout that is shorter than the idle time ends a connection in use. */
    @Test
    void noUserTimeoutEndsAConnectionBeforeItsTime() {
        assertThat(DeathCauseClassifier.earliestMillis(
                        settings("60/10/3", 5_000), SampleConnections.RETRANSMISSION_LIMIT))
                .isEqualTo(5_000);
        assertThat(DeathCauseClassifier.earliestMillis(
                        settings("60/10/3", 90_000), SampleConnections.RETRANSMISSION_LIMIT))
                .isEqualTo(60_000);
    }

    /** One probe is given its interval, too. */
    @ParameterizedTest
    @CsvSource({"5_000, 9_999, false", "5_000, 10_000, true", "95_000, 39_999, false", "95_000, 40_000, true"})
    void aVanishedConnectionHasReachedItsTimeLimitWithTheKernelsTimer(
            String userTimeout, String unanswered, boolean due) {
        connection.healthOrCreate().markUnanswered(NOW - number(unanswered));
        connection.recordInfo(FakeSocketCalls.info(TcpInfo.ESTABLISHED, 1, 0), NOW);
        ClosedConnectionEvidence evidence = evidence(Kind.TIMED_OUT, 1, 0, settings("60/10/3", number(userTimeout)))
                .withHistoryOf(connection, 0, NOW);
        assertThat(DeathCauseClassifier.isTimeLimitReached(evidence)).isEqualTo(due);
    }

    private static int number(String text) {
        return Integer.parseInt(text.replace("_", ""));
    }

    private Cause watched(Kind error, int probes, int retransmits, int userTimeout) {
        return DeathCauseClassifier.cause(evidence(error, probes, retransmits, settings("2/1/3", userTimeout))
                .withHistoryOf(connection, ClosedConnectionEvidence.NEVER, NOW));
    }

    private static ClosedConnectionEvidence evidence(
            Kind error, int probes, int retransmits, KeepaliveSettings settings) {
        int info = FakeSocketCalls.info(TcpInfo.CLOSE, probes, retransmits);
        return new ClosedConnectionEvidence(error, info, settings, SampleConnections.RETRANSMISSION_LIMIT);
    }

    private static KeepaliveSettings settings(String timings, int userTimeoutMillis) {
        String[] timing = timings.split("/");
        return KeepaliveSettings.on(
                Integer.parseInt(timing[0]),
                Integer.parseInt(timing[1]),
                Integer.parseInt(timing[2]),
                userTimeoutMillis);
    }
}
