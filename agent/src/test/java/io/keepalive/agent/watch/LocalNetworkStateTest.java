// SPDX-License-Identifier: Apache-2.0
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
import io.keepalive.agent.proc.SocketRow;
import io.keepalive.agent.proc.SocketRows;
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
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** On a fake host that records what is read from it. */
class LocalNetworkStateTest {

    private static final int LOCAL_PORT = 40_000;
    private static final int PEER_PORT = 5432;
    static final long INODE = 4711;

    private static final KeepaliveSettings WITH_USER_TIMEOUT = KeepaliveSettings.on(60, 10, 3, 90_000);
    private static final KeepaliveSettings WITHOUT = KeepaliveSettings.on(60, 10, 3, 0);

    private final FakeHost host = new FakeHost();
    private final SendQueues queues = new SendQueues(host);
    private final LocalNetworkState localNetwork = new LocalNetworkState(host, queues);

    @Test
    void aRouteIsReadOnceARound() {
        host.lost = true;
        localNetwork.begin();
        assertThat(localNetwork.isCutOff(connection("10.0.0.2", WITHOUT))).isTrue();
        assertThat(localNetwork.isCutOff(connection("10.0.0.2", WITHOUT))).isTrue();
        assertThat(localNetwork.isCutOff(connection("10.0.0.3", WITHOUT))).isTrue();
        assertThat(host.reads).containsExactly("route 10.0.0.1 10.0.0.2", "route 10.0.0.1 10.0.0.3");
    }

    @Test
    void aRouteIsReadAgainInTheNextRound() {
        Connection connection = connection("10.0.0.2", WITHOUT);
        host.lost = true;
        host.silent = true;
        localNetwork.begin();
        assertThat(localNetwork.isCutOff(connection)).isTrue();
        assertThat(localNetwork.isSilentNeighbour(connection)).isTrue();
        host.lost = false;
        host.silent = false;
        localNetwork.begin();
        assertThat(localNetwork.isCutOff(connection)).isFalse();
        assertThat(localNetwork.isSilentNeighbour(connection)).isFalse();
    }

    @Test
    void aNeighbourIsReadOnceARound() {
        localNetwork.begin();
        localNetwork.isSilentNeighbour(connection("10.0.0.2", WITHOUT));
        localNetwork.isSilentNeighbour(connection("10.0.0.2", WITHOUT));
        assertThat(host.reads).containsExactly("neighbour 10.0.0.2");
    }

    @Test
    void nothingIsReadForAConnectionWithoutAddresses() {
        Connection connection = connection(null, WITHOUT);
        localNetwork.begin();
        assertThat(localNetwork.isCutOff(connection)).isFalse();
        assertThat(localNetwork.isSilentNeighbour(connection)).isFalse();
        assertThat(host.reads).isEmpty();
    }

    @Test
    void queuesMatterOnlyWithAUserTimeout() {
        host.queued = true;
        assertThat(isQueued(connection("10.0.0.2", WITHOUT))).isFalse();
        assertThat(host.reads).isEmpty();
        assertThat(isQueued(connection("10.0.0.2", WITH_USER_TIMEOUT))).isTrue();
        assertThat(host.reads).containsExactly("queues");
    }

    private boolean isQueued(Connection connection) {
        queues.begin(1_000);
        localNetwork.isQueued(connection);
        queues.begin(2_000);
        return localNetwork.isQueued(connection);
    }

    @Test
    void aListedConnectionIsKept() {
        Connection connection = connection("10.0.0.2", WITHOUT);
        host.ports.add(TcpTable.ports(LOCAL_PORT, PEER_PORT));
        localNetwork.begin();
        assertThat(localNetwork.isKept(connection)).isTrue();
        host.ports.clear();
        host.ports.add(TcpTable.ports(LOCAL_PORT + 1, PEER_PORT));
        assertThat(localNetwork.isKept(connection)).as("in the same round").isTrue();
        localNetwork.begin();
        assertThat(localNetwork.isKept(connection)).isFalse();
        assertThat(host.reads).containsExactly("ports", "ports");
    }

    /** The safe answer: no peer is reported as dead because of it. */
    @Test
    void everyConnectionMayBeKeptIfTheTableIsHidden() {
        host.hidesPorts = true;
        localNetwork.begin();
        assertThat(localNetwork.isKept(connection("10.0.0.2", WITHOUT))).isTrue();
        assertThat(localNetwork.isKept(connection("10.0.0.3", WITHOUT))).isTrue();
        assertThat(host.reads).containsExactly("ports");
    }

    /** The last connection of a container that has no other socket. */
    @Test
    void noConnectionIsKeptByAnEmptyTable() {
        localNetwork.begin();
        assertThat(localNetwork.isKept(connection("10.0.0.2", WITHOUT))).isFalse();
        assertThat(localNetwork.isKept(connection("10.0.0.3", WITHOUT))).isFalse();
        assertThat(host.reads).containsExactly("ports");
    }

    /** @param peer null for a connection without addresses */
    static Connection connection(String peer, KeepaliveSettings settings) {
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

        final List<String> reads = new ArrayList<>();
        boolean queued;
        final Set<Long> ports = new HashSet<>();
        boolean hidesPorts;
        boolean lost;
        boolean silent;

        FakeHost() {
            super(null, null);
        }

        @Override
        long inode(int descriptor) {
            return INODE;
        }

        @Override
        long processorNanos() {
            return 0;
        }

        @Override
        boolean forEachTcpSocket(Consumer<SocketRow> visitor) {
            reads.add("queues");
            if (queued) {
                visitor.accept(SocketRows.of(INODE, 1, 0, 0));
            }
            return true;
        }

        @Override
        Set<Long> portsOfConnections() {
            reads.add("ports");
            return hidesPorts ? null : new HashSet<>(ports);
        }

        @Override
        boolean isUnreachable(InetAddress local, InetAddress peer) {
            reads.add("route " + local.getHostAddress() + " " + peer.getHostAddress());
            return lost;
        }

        @Override
        boolean isSilentNeighbour(InetAddress peer) {
            reads.add("neighbour " + peer.getHostAddress());
            return silent;
        }
    }
}
