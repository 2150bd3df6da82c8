// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Death;
import io.keepalive.agent.connection.DyingConnections;
import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.peer.DetectedBy;
import org.junit.jupiter.api.Test;

/** Whether the watcher or the application's call reports a peer that the kernel has given up. */
class GivenUpPeersTest {

    private final DyingConnections connections = new DyingConnections();
    private final PeerWatch watch = new PeerWatch(
            connections.connections(),
            connections.listener(),
            new LocalNetworkState(new ReachableHost(), new SendQueues(new FakeTable())),
            new UnacknowledgedData(connections.connections(), new SendQueues(new FakeTable())),
            new PeerDiagnosis(connections.connections(), new FakeTimers()),
            new StallDetector(new SendQueues(new FakeTable()), connections.listener()));
    private final Connection connection = connections.open(7);

    @Test
    void withoutACallTheWatcherReports() {
        check();
        assertThat(watch.hasGivenUp()).isTrue();
        assertThat(connections.reported()).isEmpty();
        watch.reportGivenUp();
        assertThat(connections.reported()).singleElement().satisfies(death -> {
            assertThat(death.detectedBy()).isEqualTo(DetectedBy.WATCH);
            assertThat(death.cause()).isEqualTo(Cause.KEEPALIVE_TIMEOUT);
            assertThat(death.probes()).isEqualTo(3);
        });
        assertThat(watch.hasGivenUp()).isFalse();
    }

    @Test
    void aCallThatFailsMeanwhileReportsWithItsException() {
        check();
        connections.failRead(connection);
        watch.reportGivenUp();
        assertThat(connections.reported()).extracting(Death::detectedBy).containsExactly(DetectedBy.READ);
        assertThat(connections.reported().get(0).exception()).hasMessage("Connection timed out");
    }

    private void check() {
        watch.begin(WatchSettings.DEFAULT, 1_000, 1_000);
        watch.check(connection, connections.giveUp(connection));
    }
}
