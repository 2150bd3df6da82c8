package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.proc.TcpTable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What this host knows beside a connection's own socket: whether data waits in it, and whether there is a way to its
 * peer. Asked only where it matters for the verdict, and each question once a round. On the agent's own thread.
 */
final class LocalNetworkState {

    private static final long TABLE_EVERY_MILLIS = 2_000;

    private final HostNetworkState host;
    private final Map<String, Boolean> cutOff = new HashMap<>();
    private final Map<InetAddress, Boolean> silent = new HashMap<>();
    private Set<Long> connections;
    private boolean askedForConnections;
    private Set<Long> queued = Collections.emptySet();
    private long queuedAtMillis = -TABLE_EVERY_MILLIS;
    private boolean queuesMatter;

    LocalNetworkState(HostNetworkState host) {
        this.host = host;
    }

    /**
     * A round begins: what was known of the way to peers is forgotten, and the kernel's table read if it matters.
     *
     * @param nowMillis by {@link io.keepalive.agent.time.MonotonicClock}
     */
    void begin(long nowMillis) {
        cutOff.clear();
        silent.clear();
        connections = null;
        askedForConnections = false;
        if (queuesMatter && nowMillis - queuedAtMillis >= TABLE_EVERY_MILLIS) {
            readQueued(nowMillis);
        }
        queuesMatter = false;
    }

    /** What cannot be read at this moment, for want of a descriptor, is read in the next round. */
    private void readQueued(long nowMillis) {
        Set<Long> read = host.socketsWithQueuedData();
        if (read != null) {
            queued = read;
            queuedAtMillis = nowMillis;
        }
    }

    /**
     * Whether data waited in this connection when the table was last read. Matters where there is a user timeout, which
     * also ends connections whose peer answers and does not read.
     */
    boolean isQueued(Connection connection) {
        KeepaliveSettings settings = connection.wanted();
        if (settings == null || settings.userTimeoutMillis() <= 0) {
            return false;
        }
        queuesMatter = true;
        return !queued.isEmpty() && queued.contains(inodeOf(connection.socket()));
    }

    private long inodeOf(TcpSocket socket) {
        return socket.inode() == SocketCalls.NO_SOCKET ? host.inode(socket.number()) : socket.inode();
    }

    /**
     * Whether the kernel still has a connection whose descriptor is gone. It keeps one that was closed in order, for as
     * long as its peer does not answer. By the ports alone: another connection with the same two is taken for it. Where
     * the kernel does not tell, it may have any; where it tells of none, it has none.
     */
    boolean isKept(Connection connection) {
        if (!askedForConnections) {
            askedForConnections = true;
            connections = host.portsOfConnections();
        }
        return connections == null
                || connection.localPort() == 0
                || connections.contains(TcpTable.ports(connection.localPort(), connection.peerPort()));
    }

    /** Whether this host has lost its address on the connection's network, or its route to the peer. */
    boolean isCutOff(Connection connection) {
        InetSocketAddress local = connection.local();
        InetAddress peer = connection.peerAddress();
        if (local == null || peer == null) {
            return false;
        }
        String way = local.getAddress().getHostAddress() + " " + peer.getHostAddress();
        return cutOff.computeIfAbsent(way, unknown -> host.isUnreachable(local.getAddress(), peer));
    }

    /** Whether the peer is on a network of this host's own and does not even answer there. */
    boolean isSilentNeighbour(Connection connection) {
        InetAddress peer = connection.peerAddress();
        return peer != null && silent.computeIfAbsent(peer, host::isSilentNeighbour);
    }
}
