package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.ConnectionListener;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.Precedence;
import io.keepalive.agent.proc.TcpTable;
import java.io.FileDescriptor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On a host that only the test has, and that notes what it is asked. */
class LocalNetworkStateTest {

    private static final int LOCAL_PORT = 40_000;
    private static final int PEER_PORT = 5432;
    private static final long INODE = 4711;

    private static final KeepaliveSettings WITH_USER_TIMEOUT = KeepaliveSettings.on(60, 10, 3, 90_000);
    private static final KeepaliveSettings WITHOUT = KeepaliveSettings.on(60, 10, 3, 0);

    private final FakeHost host = new FakeHost();
    private final LocalNetworkState surroundings = new LocalNetworkState(host);

    @Test
    void theSameWayIsAskedForOnceARound() {
        host.lost = true;
        surroundings.begin(1_000);
        assertThat(surroundings.isCutOff(connection("10.0.0.2", WITHOUT))).isTrue();
        assertThat(surroundings.isCutOff(connection("10.0.0.2", WITHOUT))).isTrue();
        assertThat(surroundings.isCutOff(connection("10.0.0.3", WITHOUT))).isTrue();
        assertThat(host.asked).containsExactly("way 10.0.0.1 10.0.0.2", "way 10.0.0.1 10.0.0.3");
    }

    @Test
    void whatWasKnownOfAWayIsForgottenWithTheRound() {
        Connection connection = connection("10.0.0.2", WITHOUT);
        host.lost = true;
        host.silent = true;
        surroundings.begin(1_000);
        assertThat(surroundings.isCutOff(connection)).isTrue();
        assertThat(surroundings.isSilentNeighbour(connection)).isTrue();
        host.lost = false;
        host.silent = false;
        surroundings.begin(2_000);
        assertThat(surroundings.isCutOff(connection)).isFalse();
        assertThat(surroundings.isSilentNeighbour(connection)).isFalse();
    }

    /** For want of a descriptor, say. */
    @Test
    void whatWasQueuedStaysKnownWhileTheTableCannotBeRead() {
        Connection connection = connection("10.0.0.2", WITH_USER_TIMEOUT);
        host.queued.add(INODE);
        for (int now = 10_000; now < 14_000; now += 1_000) {
            surroundings.begin(now);
            surroundings.isQueued(connection);
        }
        host.hidesQueues = true;
        surroundings.begin(20_000);
        assertThat(surroundings.isQueued(connection)).isTrue();
        host.hidesQueues = false;
        host.queued.clear();
        surroundings.begin(21_000);
        assertThat(surroundings.isQueued(connection)).isFalse();
    }

    @Test
    void aNeighbourIsAskedForOnceARound() {
        surroundings.begin(1_000);
        surroundings.isSilentNeighbour(connection("10.0.0.2", WITHOUT));
        surroundings.isSilentNeighbour(connection("10.0.0.2", WITHOUT));
        assertThat(host.asked).containsExactly("neighbour 10.0.0.2");
    }

    @Test
    void ofAConnectionWithoutAddressesNothingIsAsked() {
        Connection connection = connection(null, WITHOUT);
        surroundings.begin(1_000);
        assertThat(surroundings.isCutOff(connection)).isFalse();
        assertThat(surroundings.isSilentNeighbour(connection)).isFalse();
        assertThat(host.asked).isEmpty();
    }

    @Test
    void queuesMatterWithAUserTimeoutAlone() {
        host.queued.add(INODE);
        Connection connection = connection("10.0.0.2", WITHOUT);
        for (long now = 0; now < 10_000; now += 1_000) {
            surroundings.begin(now);
            assertThat(surroundings.isQueued(connection)).isFalse();
        }
        assertThat(host.asked).isEmpty();
    }

    @Test
    void queuesAreReadEveryTwoSeconds() {
        host.queued.add(INODE);
        Connection connection = connection("10.0.0.2", WITH_USER_TIMEOUT);
        List<Boolean> queued = new ArrayList<>();
        for (long now = 10_000; now < 16_000; now += 1_000) {
            surroundings.begin(now);
            queued.add(surroundings.isQueued(connection));
        }
        assertThat(queued).containsExactly(false, true, true, true, true, true);
        assertThat(host.asked).filteredOn("queues"::equals).hasSize(3);
    }

    @Test
    void anotherSocketsQueueIsNotThisOnes() {
        host.queued.add(INODE + 1);
        Connection connection = connection("10.0.0.2", WITH_USER_TIMEOUT);
        surroundings.begin(10_000);
        surroundings.isQueued(connection);
        surroundings.begin(11_000);
        assertThat(surroundings.isQueued(connection)).isFalse();
    }

    @Test
    void theKernelKeepsWhatItLists() {
        Connection connection = connection("10.0.0.2", WITHOUT);
        host.ports.add(TcpTable.ports(LOCAL_PORT, PEER_PORT));
        surroundings.begin(1_000);
        assertThat(surroundings.isKept(connection)).isTrue();
        host.ports.clear();
        host.ports.add(TcpTable.ports(LOCAL_PORT + 1, PEER_PORT));
        assertThat(surroundings.isKept(connection)).as("in the same round").isTrue();
        surroundings.begin(2_000);
        assertThat(surroundings.isKept(connection)).isFalse();
        assertThat(host.asked).containsExactly("ports", "ports");
    }

    /** The safe answer: nobody is called dead for it. */
    @Test
    void whereTheTableIsHiddenEveryConnectionMayBeKept() {
        host.hidesPorts = true;
        surroundings.begin(1_000);
        assertThat(surroundings.isKept(connection("10.0.0.2", WITHOUT))).isTrue();
        assertThat(surroundings.isKept(connection("10.0.0.3", WITHOUT))).isTrue();
        assertThat(host.asked).containsExactly("ports");
    }

    /** The last connection of a container that has no other socket. */
    @Test
    void anEmptyTableKeepsNone() {
        surroundings.begin(1_000);
        assertThat(surroundings.isKept(connection("10.0.0.2", WITHOUT))).isFalse();
        assertThat(surroundings.isKept(connection("10.0.0.3", WITHOUT))).isFalse();
        assertThat(host.asked).containsExactly("ports");
    }

    /** @param peer null for a connection whose addresses the kernel no longer tells */
    private static Connection connection(String peer, KeepaliveSettings settings) {
        InetSocketAddress local = peer == null ? null : new InetSocketAddress("10.0.0.1", LOCAL_PORT);
        SocketCalls calls = instead(SocketCalls.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "forNumber" -> new FileDescriptor();
            case "number" -> 7;
            case "isTcp", "supportsTcpInfo" -> true;
            case "supportsInodes" -> false;
            case "get", "tcpInfo" -> 1;
            case "localAddress" -> local;
            default -> null;
        });
        ConnectionListener listener = instead(ConnectionListener.class, (proxy, method, arguments) -> null);
        return new Connections(
                        calls,
                        new Policy(Mode.ENFORCE, Precedence.AGENT, true, settings, Collections.emptyList()),
                        new KeepaliveSettings(0, 7200, 75, 9, 0),
                        15,
                        listener)
                .adopt(
                        TcpSocket.adopted(calls, 7, INODE),
                        Direction.OUTBOUND,
                        local,
                        peer == null ? null : new InetSocketAddress(peer, PEER_PORT));
    }

    private static <T> T instead(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static final class FakeHost extends HostNetworkState {

        final List<String> asked = new ArrayList<>();
        final Set<Long> queued = new HashSet<>();
        boolean hidesQueues;
        final Set<Long> ports = new HashSet<>();
        boolean hidesPorts;
        boolean lost;
        boolean silent;

        FakeHost() {
            super(null);
        }

        @Override
        long inode(int descriptor) {
            return INODE;
        }

        @Override
        Set<Long> socketsWithQueuedData() {
            asked.add("queues");
            return hidesQueues ? null : new HashSet<>(queued);
        }

        @Override
        Set<Long> portsOfConnections() {
            asked.add("ports");
            return hidesPorts ? null : new HashSet<>(ports);
        }

        @Override
        boolean isUnreachable(InetAddress local, InetAddress peer) {
            asked.add("way " + local.getHostAddress() + " " + peer.getHostAddress());
            return lost;
        }

        @Override
        boolean isSilentNeighbour(InetAddress peer) {
            asked.add("neighbour " + peer.getHostAddress());
            return silent;
        }
    }
}
