// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.policy.Match;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Precedence;
import io.keepalive.agent.policy.Rule;
import java.io.FileDescriptor;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ConnectionLifecycleTest {

    private static final long INODE = 4711;

    private final SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
    private final FileDescriptor descriptor = sample.calls.open(7);

    @Test
    void anOpenedConnectionIsRegisteredTunedAndReported() {
        Connection connection = sample.opened(descriptor);
        assertThat(connection.discoveredBy()).isEqualTo(DiscoveredBy.INTERCEPTED);
        assertThat(connection.openedByThread()).isEqualTo(Thread.currentThread().getName());
        assertThat(sample.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
        assertThat(sample.listener.events).containsExactly("opened 1");
    }

    /** finishConnect reports a connection in each call, and a socket adaptor's connect twice. */
    @Test
    void aConnectionReportedTwiceIsOne() {
        Connection connection = sample.opened(descriptor);
        assertThat(sample.opened(descriptor)).isSameAs(connection);
        assertThat(sample.listener.events).containsExactly("opened 1");
    }

    @Test
    void withoutADescriptorThereIsNoConnection() {
        sample.connections.connected(null, 0, Peers.at("10.0.0.2", 5432), true);
        sample.calls.close(descriptor);
        sample.opened(descriptor);
        assertThat(sample.registry.size()).isZero();
        assertThat(sample.listener.events).isEmpty();
    }

    @Test
    void theHostIsKnownAsTheApplicationWroteIt() {
        sample.connections.connected(descriptor, 40_000, Peers.named("db.internal", "10.0.0.2", 5432), true);
        assertThat(sample.registry.find(descriptor).peerHost()).isEqualTo("db.internal");
    }

    @Test
    void anAcceptedPeerHasNoHost() {
        sample.connections.accepted(descriptor, 8080, Peers.named("client", "10.0.0.2", 5432), true);
        assertThat(sample.registry.find(descriptor).peerHost()).isNull();
    }

    @Test
    void throughAProxyTheHostIsTheApplicationsAndTheAddressTheKernels() {
        sample.connections.connected(descriptor, 40_000, InetSocketAddress.createUnresolved("db.internal", 5432), true);
        Connection connection = sample.registry.find(descriptor);
        assertThat(connection.peerHost()).isEqualTo("db.internal");
        assertThat(connection.peer()).isEqualTo(Peers.at("10.0.0.2", 5432));
    }

    @Test
    void callSitesAreRememberedOnRequest() {
        assertThat(sample.opened(descriptor).openedAt()).isNull();
        sample.connections.rememberCallSites(true);
        assertThat(sample.opened(sample.calls.open(8)).openedAt().getStackTrace())
                .isNotEmpty();
    }

    @Test
    void anAdoptedConnectionIsRegisteredTunedAndReported() {
        Connection connection = sample.adopted(descriptor, INODE);
        assertThat(connection.discoveredBy()).isEqualTo(DiscoveredBy.ADOPTED);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
        assertThat(sample.listener.events).containsExactly("opened 1");
    }

    @Test
    void aRegisteredConnectionIsNotAdopted() {
        Connection connection = sample.opened(descriptor);
        assertThat(sample.adopted(descriptor, INODE)).isNull();
        assertThat(sample.registry.at(7)).isSameAs(connection);
        assertThat(sample.listener.events).containsExactly("opened 1");
    }

    @Test
    void aSocketThatIsNotTcpIsNotAdopted() {
        assertThat(sample.adopted(sample.calls.openNoTcp(9), INODE)).isNull();
        assertThat(sample.registry.size()).isZero();
    }

    @Test
    void aConnectionThatWasAdoptedFirstAndThenOpensIsOne() {
        Connection adopted = sample.adopted(descriptor, INODE);
        assertThat(sample.opened(descriptor)).isSameAs(adopted);
        assertThat(sample.listener.events).containsExactly("opened 1");
    }

    @Test
    void anotherConnectionAtAnAdoptedOnesNumberTakesItsPlace() {
        Connection adopted = sample.adopted(descriptor, INODE);
        adopted.local();
        sample.calls.close(descriptor);
        FileDescriptor next = sample.calls.open(7);
        sample.calls.addresses(next, Peers.at("10.0.0.1", 40_001), Peers.at("10.0.0.2", 5432));
        assertThat(sample.opened(next)).isNotSameAs(adopted);
        assertThat(sample.listener.events).containsExactly("opened 1", "closed 1", "opened 2");
        assertThat(sample.registry.size()).isEqualTo(1);
    }

    @Test
    void aNumberThatIsUsedAgainIsAnotherConnection() {
        Connection first = sample.opened(descriptor);
        sample.calls.close(descriptor);
        FileDescriptor next = sample.calls.open(7);
        Connection second = sample.opened(next);
        assertThat(second).isNotSameAs(first);
        assertThat(sample.calls.settings(next)).isEqualTo(SampleConnections.WANTED);
        assertThat(sample.listener.events).containsExactly("opened 1", "closed 1", "opened 2");
    }

    @Test
    void aClosedConnectionIsRemovedAndReportedOnce() {
        Connection connection = sample.opened(descriptor);
        sample.closed(descriptor);
        sample.closed(descriptor);
        sample.connections.remove(connection);
        assertThat(sample.registry.size()).isZero();
        assertThat(sample.listener.events).containsExactly("opened 1", "closed 1");
    }

    /** Otherwise the watcher could adopt it while it is being closed. */
    @Test
    void aConnectionStaysAtItsNumberWhileItIsBeingClosed() {
        Connection connection = sample.opened(descriptor);
        assertThat(sample.connections.closing(descriptor)).isSameAs(connection);
        assertThat(sample.adopted(descriptor, INODE)).isNull();
    }

    @Test
    void aCloseThatComesLateLeavesTheNextConnectionAlone() {
        Connection first = sample.opened(descriptor);
        Connection closing = sample.connections.closing(descriptor);
        sample.calls.close(descriptor);
        Connection second = sample.opened(sample.calls.open(7));
        sample.connections.closed(closing);
        assertThat(sample.registry.at(7)).isSameAs(second).isNotSameAs(first);
        assertThat(sample.listener.events).containsExactly("opened 1", "closed 1", "opened 2");
    }

    @Test
    void aConnectionClosedWithoutInterceptionIsRemoved() {
        Connection connection = sample.opened(descriptor);
        sample.connections.remove(connection);
        sample.connections.remove(connection);
        assertThat(sample.registry.size()).isZero();
        assertThat(sample.listener.events).containsExactly("opened 1", "closed 1");
    }

    @Test
    void closingADescriptorWithoutConnectionHasNoEffect() {
        assertThat(sample.connections.closing(null)).isNull();
        assertThat(sample.connections.closing(descriptor)).isNull();
    }

    @Test
    void connectionsOfARuleInModeOffAreNotReported() {
        Rule off = new Rule("sidecar", Match.everything(), Mode.OFF, SampleConnections.WANTED);
        SampleConnections quiet = new SampleConnections(
                SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, SampleConnections.WANTED, off));
        FileDescriptor socket = quiet.calls.open(7);
        assertThat(quiet.opened(socket)).isNotNull();
        quiet.closed(socket);
        assertThat(quiet.listener.events).isEmpty();
    }

    @Test
    void optionsSetBeforeConnectingAreTheApplications() {
        SampleConnections fillingGaps = SampleConnections.enforcing(Precedence.FILL_GAPS);
        FileDescriptor socket = fillingGaps.calls.open(7);
        fillingGaps.calls.applicationSets(socket, KeepaliveOption.IDLE, 7200);
        fillingGaps.optionChanges.set(socket, KeepaliveOption.IDLE);
        fillingGaps.opened(socket);
        assertThat(fillingGaps.calls.settings(socket))
                .isEqualTo(FakeSocketCalls.SYSTEM.with(KeepaliveOption.ENABLED, 1));
    }

    @Test
    void releasingRestoresOpenConnectionsAndRemovesAll() {
        SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
        FileDescriptor living = sample.calls.open(7);
        FileDescriptor dead = sample.calls.open(8);
        sample.opened(living);
        sample.opened(dead).markDead();
        sample.connections.release();
        assertThat(sample.calls.settings(living)).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(sample.calls.settings(dead)).isEqualTo(SampleConnections.WANTED);
        assertThat(sample.registry.size()).isZero();
    }

    @Test
    void releasedConnectionsHaveTheirOriginalOptions() {
        sample.opened(descriptor);
        sample.connections.release();
        assertThat(sample.calls.settings(descriptor)).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(sample.registry.size()).isZero();
    }

    /** An application's thread was inside the observer during the release. */
    @Test
    void aConnectionOpenedAfterTheReleaseIsRestoredByItsThread() {
        sample.connections.release();
        assertThat(sample.opened(descriptor)).isNull();
        assertThat(sample.calls.writes).isNotEmpty();
        assertThat(sample.calls.settings(descriptor)).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(sample.listener.events).isEmpty();
    }

    @Test
    void connectionsAreRegisteredAgainAfterARelease() {
        sample.connections.release();
        sample.connections.use(sample.connections.policy());
        sample.opened(descriptor);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
    }
}
