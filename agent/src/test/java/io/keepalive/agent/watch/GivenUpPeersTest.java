package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Cause;
import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Death;
import io.keepalive.agent.connection.DetectedBy;
import io.keepalive.agent.connection.DyingConnections;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** Who reports a peer that the kernel has given up: whoever of the application's call and the watcher knows more. */
class GivenUpPeersTest {

    private final DyingConnections connections = new DyingConnections();
    private final PeerWatch watch = new PeerWatch(connections.connections(), connections.listener());
    private final Connection connection = connections.open(7);

    @Test
    void whereNobodyCallsTheWatcherDoes() {
        look();
        assertThat(watch.hasGivenUp()).isTrue();
        assertThat(connections.reported()).isEmpty();
        watch.tellGivenUp();
        assertThat(connections.reported()).singleElement().satisfies(death -> {
            assertThat(death.detectedBy()).isEqualTo(DetectedBy.WATCH);
            assertThat(death.cause()).isEqualTo(Cause.KEEPALIVE_TIMEOUT);
            assertThat(death.probes()).isEqualTo(3);
        });
        assertThat(watch.hasGivenUp()).isFalse();
    }

    @Test
    void aCallThatFailsMeanwhileReportsItWithItsException() {
        look();
        connections.failRead(connection);
        watch.tellGivenUp();
        assertThat(connections.reported()).extracting(Death::detectedBy).containsExactly(DetectedBy.READ);
        assertThat(connections.reported().get(0).exception()).hasMessage("Connection timed out");
    }

    private void look() {
        watch.begin(WatchSettings.DEFAULT, new LocalNetworkState(new HostWithAWay()), 1_000);
        watch.look(connection, connections.giveUp(connection));
    }

    private static final class HostWithAWay extends HostNetworkState {

        HostWithAWay() {
            super(null);
        }

        @Override
        boolean isUnreachable(InetAddress local, InetAddress peer) {
            return false;
        }
    }
}
