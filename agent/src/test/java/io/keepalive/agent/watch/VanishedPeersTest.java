// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Death;
import io.keepalive.agent.connection.DyingConnections;
import io.keepalive.agent.connection.FakeSocketCalls;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.peer.Cause;
import org.junit.jupiter.api.Test;

/** Native transports close the descriptors of dead connections before the watcher's next round. */
class VanishedPeersTest {

    private static final long NOW = 10_000_000;

    /** Longer than all probes of {@link DyingConnections} take. */
    private static final long SILENCE_MILLIS = 3_600_000;

    private final DyingConnections connections = new DyingConnections();
    private final ReachableHost host = new ReachableHost();
    private final PeerWatch watch = new PeerWatch(
            connections.connections(),
            connections.listener(),
            new LocalNetworkState(host, new SendQueues(new FakeTable())),
            new UnacknowledgedData(connections.connections(), new SendQueues(new FakeTable())),
            new PeerDiagnosis(connections.connections(), new FakeTimers()),
            new StallDetector(new SendQueues(new FakeTable()), connections.listener()));

    /** The kernel gives one up, and the transport closes it, while the round works on the one before. */
    @Test
    void thoseThatDieDuringTheRoundAreReportedToo() {
        Connection first = silent(7, 40_001);
        Connection second = silent(8, 40_002);
        host.list(second);
        watch.begin(WatchSettings.DEFAULT, NOW, 1_000);
        watch.vanished(first);
        host.forget(second);
        watch.vanished(second);
        watch.removeVanished();
        assertThat(connections.reported()).hasSize(2).extracting(Death::cause).containsOnly(Cause.KEEPALIVE_TIMEOUT);
        assertThat(connections.connections().size()).isZero();
    }

    /** After an orderly close the kernel keeps it until the peer answers. */
    @Test
    void oneThatTheKernelListsWasClosedByTheApplication() {
        Connection closed = silent(7, 40_001);
        host.list(closed);
        watch.begin(WatchSettings.DEFAULT, NOW, 1_000);
        watch.vanished(closed);
        watch.removeVanished();
        assertThat(connections.reported()).isEmpty();
        assertThat(connections.connections().size()).isZero();
    }

    /** A round that fails leaves them to the next one, which finds them again. */
    @Test
    void theNextRoundBeginsAnew() {
        Connection found = silent(7, 40_001);
        watch.begin(WatchSettings.DEFAULT, NOW, 1_000);
        watch.vanished(found);
        watch.begin(WatchSettings.DEFAULT, NOW + 1_000, 1_000);
        watch.vanished(found);
        watch.removeVanished();
        assertThat(connections.reported()).hasSize(1);
    }

    private Connection silent(int number, int localPort) {
        Connection connection = connections.adopt(number, localPort);
        connection.recordInfo(FakeSocketCalls.info(TcpInfo.ESTABLISHED, 3, 0), NOW - 1_000);
        connection.healthOrCreate().markUnanswered(NOW - SILENCE_MILLIS);
        return connection;
    }
}
