// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.proc.TcpTable;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

/** A host with a route to every peer. */
final class ReachableHost extends HostNetworkState {

    private final Set<Long> ports = new HashSet<>();

    ReachableHost() {
        super(null, null);
    }

    /** The kernel lists it from now on. */
    void list(Connection connection) {
        ports.add(ports(connection));
    }

    /** The kernel does not list it any more. */
    void forget(Connection connection) {
        ports.remove(ports(connection));
    }

    private static long ports(Connection connection) {
        return TcpTable.ports(connection.localPort(), connection.peerPort());
    }

    @Override
    Set<Long> portsOfConnections() {
        return new HashSet<>(ports);
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
