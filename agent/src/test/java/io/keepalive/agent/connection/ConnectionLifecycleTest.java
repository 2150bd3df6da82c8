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

    private final SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
    private final FileDescriptor descriptor = scene.calls.open(7);

    @Test
    void anOpenedConnectionIsRegisteredTunedAndTold() {
        Connection connection = scene.opened(descriptor);
        assertThat(connection.discoveredBy()).isEqualTo(DiscoveredBy.INTERCEPTED);
        assertThat(connection.openedByThread()).isEqualTo(Thread.currentThread().getName());
        assertThat(scene.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
        assertThat(scene.listener.told).containsExactly("opened 1");
    }

    /** finishConnect says so each time it is asked, and a socket adaptor's connect says so twice. */
    @Test
    void aConnectionThatOpensTwiceIsOne() {
        Connection connection = scene.opened(descriptor);
        assertThat(scene.opened(descriptor)).isSameAs(connection);
        assertThat(scene.listener.told).containsExactly("opened 1");
    }

    @Test
    void whatHasNoDescriptorIsNoConnection() {
        scene.connections.connected(null, 0, Peers.at("10.0.0.2", 5432), true);
        scene.calls.close(descriptor);
        scene.opened(descriptor);
        assertThat(scene.registry.size()).isZero();
        assertThat(scene.listener.told).isEmpty();
    }

    @Test
    void theHostIsKnownAsTheApplicationWroteIt() {
        scene.connections.connected(descriptor, 40_000, Peers.named("db.internal", "10.0.0.2", 5432), true);
        assertThat(scene.registry.find(descriptor).peerHost()).isEqualTo("db.internal");
    }

    @Test
    void anAcceptedPeerHasNoHost() {
        scene.connections.accepted(descriptor, 8080, Peers.named("client", "10.0.0.2", 5432), true);
        assertThat(scene.registry.find(descriptor).peerHost()).isNull();
    }

    @Test
    void throughAProxyTheHostIsTheApplicationsAndTheAddressTheKernels() {
        scene.connections.connected(descriptor, 40_000, InetSocketAddress.createUnresolved("db.internal", 5432), true);
        Connection connection = scene.registry.find(descriptor);
        assertThat(connection.peerHost()).isEqualTo("db.internal");
        assertThat(connection.peer()).isEqualTo(Peers.at("10.0.0.2", 5432));
    }

    @Test
    void callSitesAreRememberedOnRequest() {
        assertThat(scene.opened(descriptor).openedAt()).isNull();
        scene.connections.rememberCallSites(true);
        assertThat(scene.opened(scene.calls.open(8)).openedAt().getStackTrace()).isNotEmpty();
    }

    @Test
    void anAdoptedConnectionIsRegisteredTunedAndTold() {
        Connection connection = scene.adopted(descriptor, INODE);
        assertThat(connection.discoveredBy()).isEqualTo(DiscoveredBy.ADOPTED);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
        assertThat(scene.listener.told).containsExactly("opened 1");
    }

    @Test
    void whereAConnectionStandsNoneIsAdopted() {
        Connection connection = scene.opened(descriptor);
        assertThat(scene.adopted(descriptor, INODE)).isNull();
        assertThat(scene.registry.at(7)).isSameAs(connection);
        assertThat(scene.listener.told).containsExactly("opened 1");
    }

    @Test
    void whatIsNoTcpSocketIsNotAdopted() {
        assertThat(scene.adopted(scene.calls.openNoTcp(9), INODE)).isNull();
        assertThat(scene.registry.size()).isZero();
    }

    @Test
    void aConnectionThatWasAdoptedFirstAndThenOpensIsOne() {
        Connection adopted = scene.adopted(descriptor, INODE);
        assertThat(scene.opened(descriptor)).isSameAs(adopted);
        assertThat(scene.listener.told).containsExactly("opened 1");
    }

    @Test
    void anotherConnectionAtAnAdoptedOnesNumberTakesItsPlace() {
        Connection adopted = scene.adopted(descriptor, INODE);
        adopted.local();
        scene.calls.close(descriptor);
        FileDescriptor next = scene.calls.open(7);
        scene.calls.addresses(next, Peers.at("10.0.0.1", 40_001), Peers.at("10.0.0.2", 5432));
        assertThat(scene.opened(next)).isNotSameAs(adopted);
        assertThat(scene.listener.told).containsExactly("opened 1", "closed 1", "opened 2");
        assertThat(scene.registry.size()).isEqualTo(1);
    }

    @Test
    void aNumberThatIsUsedAgainIsAnotherConnection() {
        Connection first = scene.opened(descriptor);
        scene.calls.close(descriptor);
        FileDescriptor next = scene.calls.open(7);
        Connection second = scene.opened(next);
        assertThat(second).isNotSameAs(first);
        assertThat(scene.calls.settings(next)).isEqualTo(SampleConnections.WANTED);
        assertThat(scene.listener.told).containsExactly("opened 1", "closed 1", "opened 2");
    }

    @Test
    void aClosedConnectionIsForgottenAndToldOnce() {
        Connection connection = scene.opened(descriptor);
        scene.closed(descriptor);
        scene.closed(descriptor);
        scene.connections.lost(connection);
        assertThat(scene.registry.size()).isZero();
        assertThat(scene.listener.told).containsExactly("opened 1", "closed 1");
    }

    /** Or the watcher would adopt it for the moment that it takes to close it. */
    @Test
    void aConnectionStaysAtItsNumberWhileItIsBeingClosed() {
        Connection connection = scene.opened(descriptor);
        assertThat(scene.connections.closing(descriptor)).isSameAs(connection);
        assertThat(scene.adopted(descriptor, INODE)).isNull();
    }

    @Test
    void aCloseThatComesLateLeavesTheNextConnectionAlone() {
        Connection first = scene.opened(descriptor);
        Connection closing = scene.connections.closing(descriptor);
        scene.calls.close(descriptor);
        Connection second = scene.opened(scene.calls.open(7));
        scene.connections.closed(closing);
        assertThat(scene.registry.at(7)).isSameAs(second).isNotSameAs(first);
        assertThat(scene.listener.told).containsExactly("opened 1", "closed 1", "opened 2");
    }

    @Test
    void aConnectionWhoseCloseNobodySawIsForgotten() {
        Connection connection = scene.opened(descriptor);
        scene.connections.lost(connection);
        scene.connections.lost(connection);
        assertThat(scene.registry.size()).isZero();
        assertThat(scene.listener.told).containsExactly("opened 1", "closed 1");
    }

    @Test
    void closingNothingIsNothing() {
        assertThat(scene.connections.closing(null)).isNull();
        assertThat(scene.connections.closing(descriptor)).isNull();
    }

    @Test
    void aRuleThatSaysOffKeepsItsConnectionsOutOfTheReports() {
        Rule off = new Rule("sidecar", Match.everything(), Mode.OFF, SampleConnections.WANTED);
        SampleConnections quiet = new SampleConnections(
                SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, SampleConnections.WANTED, off));
        FileDescriptor socket = quiet.calls.open(7);
        assertThat(quiet.opened(socket)).isNotNull();
        quiet.closed(socket);
        assertThat(quiet.listener.told).isEmpty();
    }

    @Test
    void whatTheApplicationSetBeforeConnectingCountsAsItsChoice() {
        SampleConnections fillingGaps = SampleConnections.enforcing(Precedence.FILL_GAPS);
        FileDescriptor socket = fillingGaps.calls.open(7);
        fillingGaps.calls.applicationSets(socket, KeepaliveOption.IDLE, 7200);
        fillingGaps.optionChanges.set(socket, KeepaliveOption.IDLE);
        fillingGaps.opened(socket);
        assertThat(fillingGaps.calls.settings(socket))
                .isEqualTo(FakeSocketCalls.SYSTEM.with(KeepaliveOption.ENABLED, 1));
    }

    @Test
    void releasingRestoresTheLivingAndForgetsAll() {
        SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
        FileDescriptor living = scene.calls.open(7);
        FileDescriptor dead = scene.calls.open(8);
        scene.opened(living);
        scene.opened(dead).markDead();
        scene.connections.release();
        assertThat(scene.calls.settings(living)).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(scene.calls.settings(dead)).isEqualTo(SampleConnections.WANTED);
        assertThat(scene.registry.size()).isZero();
    }

    @Test
    void releasedConnectionsHaveWhatTheyHadBefore() {
        scene.opened(descriptor);
        scene.connections.release();
        assertThat(scene.calls.settings(descriptor)).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(scene.registry.size()).isZero();
    }

    /** An application's thread was inside the observer when the agent let go of everything. */
    @Test
    void oneThatComesInAfterTheReleaseIsGivenBackByItsOwnThread() {
        scene.connections.release();
        assertThat(scene.opened(descriptor)).isNull();
        assertThat(scene.calls.writes).isNotEmpty();
        assertThat(scene.calls.settings(descriptor)).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(scene.listener.told).isEmpty();
    }

    @Test
    void afterAReleaseTheyCanBeWelcomeAgain() {
        scene.connections.release();
        scene.connections.use(scene.connections.policy());
        scene.opened(descriptor);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
    }
}
