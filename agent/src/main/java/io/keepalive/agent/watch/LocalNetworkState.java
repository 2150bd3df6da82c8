// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.proc.TcpTable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What this host knows of a connection beyond TCP_INFO: whether data is queued in it, and whether its peer can be reached.
 * Read only where the decision depends on it, and once a round. On the agent's own thread.
 */
final class LocalNetworkState {

    private final HostNetworkState host;
    private final SendQueues queues;
    private final Map<String, Boolean> cutOff = new HashMap<>();
    private final Map<InetAddress, Boolean> silent = new HashMap<>();
    /** Null before they are read, and where they cannot be read. */
    private Set<Long> ports;

    private boolean portsRead;

    LocalNetworkState(HostNetworkState host, SendQueues queues) {
        this.host = host;
        this.queues = queues;
    }

    /** A round begins: what the last one found is dropped. */
    void begin() {
        cutOff.clear();
        silent.clear();
        ports = null;
        portsRead = false;
    }

    /**
     * Whether data was queued in this connection when the table was last read. Matters with a user timeout, which also ends
     * connections whose peer replies but does not read.
     */
    boolean isQueued(Connection connection) {
        KeepaliveSettings settings = connection.wanted();
        if (settings == null || settings.userTimeoutMillis() <= 0) {
            return false;
        }
        return queues.isWaiting(connection);
    }

    /**
     * Whether the kernel still lists a connection whose descriptor is closed: after an orderly close it keeps the connection
     * until the peer answers. Compares only the ports, so another connection with the same two counts as this one. True if
     * the list cannot be read; an empty list is a fact.
     */
    boolean isKept(Connection connection) {
        if (!portsRead) {
            portsRead = true;
            ports = host.portsOfConnections();
        }
        return ports == null
                || connection.localPort() == 0
                || ports.contains(TcpTable.ports(connection.localPort(), connection.peerPort()));
    }

    /** Whether this host has lost its address on the connection's network, or its route to the peer. */
    boolean isCutOff(Connection connection) {
        InetSocketAddress local = connection.local();
        InetAddress peer = connection.peerAddress();
        if (local == null || peer == null) {
            return false;
        }
        String route = local.getAddress().getHostAddress() + " " + peer.getHostAddress();
        return cutOff.computeIfAbsent(route, unknown -> host.isUnreachable(local.getAddress(), peer));
    }

    /** Whether the peer is on a local network and does not answer ARP requests. */
    boolean isSilentNeighbour(Connection connection) {
        InetAddress peer = connection.peerAddress();
        return peer != null && silent.computeIfAbsent(peer, host::isSilentNeighbour);
    }
}
