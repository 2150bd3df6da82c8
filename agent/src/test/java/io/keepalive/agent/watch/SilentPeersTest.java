package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.ConnectionListener;
import io.keepalive.agent.connection.SampleConnections;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.policy.Precedence;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** When the user timeout of a busy timeout is armed, and for how long. The policy detects in 90 s. */
class SilentPeersTest {

    /** TCP_CA_Loss, linux/tcp.h. */
    private static final int LOSS = 4;

    private final SampleConnections sample = SampleConnections.enforcing(Precedence.STRICTEST);
    private final PeerWatch watch =
            new PeerWatch(sample.connections, ignored(), new LocalNetworkState(new ReachableHost()), new SendQueues());
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

    private static final class ReachableHost extends HostNetworkState {

        ReachableHost() {
            super(null);
        }

        @Override
        boolean isUnreachable(InetAddress local, InetAddress peer) {
            return false;
        }

        @Override
        boolean isSilentNeighbour(InetAddress peer) {
            return false;
        }
    }
}
