// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.ConnectionListener;
import io.keepalive.agent.connection.SampleConnections;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.policy.Precedence;
import io.keepalive.agent.proc.SocketRow;
import io.keepalive.agent.proc.SocketRows;
import java.io.IOException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** When the user timeout of a busy timeout is armed, and for how long. The policy detects in 90 s. */
class SilentPeersTest {

    /** TCP_CA_Loss, linux/tcp.h. */
    private static final int LOSS = 4;

    private final FakeTable table = new FakeTable();
    private final SendQueues queues = new SendQueues(table);
    private final SampleConnections sample = SampleConnections.enforcing(Precedence.STRICTEST);
    private final PeerWatch watch = new PeerWatch(
            sample.connections,
            ignored(),
            new LocalNetworkState(new ReachableHost(), queues),
            new UnacknowledgedData(sample.connections, queues),
            new PeerDiagnosis(sample.connections, new FakeTimers()),
            new StallDetector(queues, ignored()));
    private final Connection connection = sample.opened(sample.calls.open(7));
    private long now = connection.openedAtMillis();

    @Test
    void oneRetransmissionMayHaveItsAnswerOnTheWay() {
        round(0, LOSS, 1);
        assertThat(connection.armedMillis()).isZero();
        round(0, 0, 0);
        round(0, LOSS, 1);
        assertThat(connection.armedMillis()).isZero();
    }

    /** On a slow network the second retransmission may follow only when the intervals are long already. */
    @Test
    void oneRetransmissionInTwoRoundsIsSilence() {
        round(0, LOSS, 1);
        round(0, LOSS, 1);
        assertThat(connection.armedMillis()).isEqualTo(90_000);
    }

    @Test
    void twoRetransmissionsAreSilence() {
        round(0, 0, 0);
        round(0, LOSS, 2);
        assertThat(connection.armedMillis()).isEqualTo(90_000);
        round(0, LOSS, 0);
        assertThat(connection.armedMillis()).isZero();
    }

    /** Keepalive gives it up by itself, with all its probes. */
    @Test
    void anIdleConnectionIsLeftToKeepalive() {
        round(1, 0, 0);
        round(2, 0, 0);
        round(3, 0, 0);
        assertThat(connection.armedMillis()).isZero();
    }

    /** The kernel's clock may have run since the losses began, though data was acknowledged in between. */
    @Test
    void aConnectionThatLosesDataForLongIsGivenItsTimeOfSilence() {
        round(0, 0, 0);
        for (int i = 0; i < 30; i++) {
            round(0, LOSS, 0);
        }
        round(0, LOSS, 2);
        assertThat(connection.armedMillis()).isEqualTo(90_000 + 30_000);
    }

    @Test
    void theLossesOfTheTimeBeforeDoNotCount() {
        for (int i = 0; i < 30; i++) {
            round(0, LOSS, 0);
        }
        round(0, 0, 0);
        round(0, LOSS, 2);
        assertThat(connection.armedMillis()).isEqualTo(90_000);
    }

    /**
     * The kernel probes the closed window of a peer that answered until now. Its clock is not known, so that the user timeout
     * is set only at the end, after one more attempt; until then the kernel probes more often.
     */
    @Test
    void unansweredProbesOfAClosedWindowAreSilence() throws IOException {
        for (int probes = 1; probes <= 89; probes++) {
            window(true);
            round(probes, 0, 0);
            assertThat(connection.armedMillis()).isZero();
            assertThat(connection.socket().longestRetryInterval()).isEqualTo(probes == 1 ? 120_000 : 11_250);
        }
        window(true);
        round(90, 0, 0);
        assertThat(connection.armedMillis()).isEqualTo(90_000);
        window(true);
        round(0, 0, 0);
        assertThat(connection.armedMillis()).isZero();
        assertThat(connection.socket().longestRetryInterval()).isEqualTo(120_000);
    }

    /** Each look finds one unanswered probe, and each time it is another one: a slow reader in a moment of probing. */
    @Test
    void anotherProbeIsAnAnswerToTheLastOne() {
        for (int i = 0; i < 200; i++) {
            window(i % 2 == 0 ? 30_000 : 60_000);
            round(1, 0, 0);
        }
        assertThat(connection.health().unansweredSinceMillis()).isEqualTo(now);
    }

    /** Losses that are made up for between two checks are no silence. */
    @Test
    void fewerAttemptsThanBeforeAreAnAnswer() {
        for (int i = 0; i < 200; i++) {
            round(0, LOSS, 3);
            round(0, LOSS, 1);
        }
        assertThat(connection.health().unansweredSinceMillis()).isEqualTo(now);
        assertThat(connection.armedMillis()).isZero();
    }

    /** Nothing is sent after the peer's silence of 72 s: the network may have healed since. */
    @Test
    void withoutALateProbeNothingIsArmed() {
        for (int i = 0; i < 200; i++) {
            window(true);
            round(i < 60 ? 2 : 3, 0, 0);
            assertThat(connection.armedMillis()).isZero();
        }
    }

    @Test
    void aPeerThatAnswersAndDoesNotReadIsLeftAlone() {
        for (int i = 0; i < 200; i++) {
            window(true);
            round(i % 2, 0, 0);
            assertThat(connection.armedMillis()).isZero();
        }
    }

    private void window(boolean closed) {
        window(closed ? SocketRow.WINDOW_PROBE_TIMER : 2, 100_000 - (now - connection.openedAtMillis()) % 100_000);
    }

    private void window(long timerMillis) {
        window(SocketRow.WINDOW_PROBE_TIMER, timerMillis);
    }

    private void window(int timer, long timerMillis) {
        assertThat(connection.ownsNumber()).isTrue();
        table.rows = new SocketRow[] {SocketRows.of(connection.socket().inode(), 5_000, timer, timerMillis)};
        queues.detectStalls(60_000);
        queues.begin(now);
    }

    private void round(int probes, int lossState, int retransmits) {
        now += 1_000;
        watch.begin(WatchSettings.DEFAULT, now, 1_000);
        watch.check(connection, TcpInfo.ESTABLISHED | lossState << 8 | retransmits << 16 | probes << 24);
    }

    private static ConnectionListener ignored() {
        return (ConnectionListener) Proxy.newProxyInstance(
                ConnectionListener.class.getClassLoader(),
                new Class<?>[] {ConnectionListener.class},
                (proxy, method, arguments) -> null);
    }
}
