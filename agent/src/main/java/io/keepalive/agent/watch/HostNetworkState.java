package io.keepalive.agent.watch;

import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.RouteProbe;
import io.keepalive.agent.proc.ArpTable;
import io.keepalive.agent.proc.TcpTable;
import java.net.InetAddress;
import java.util.Set;

/** Who answers the questions of {@link LocalNetworkState}: this host, other than in tests. Each answer costs system calls. */
class HostNetworkState {

    private final OpenDescriptors descriptors;

    HostNetworkState(OpenDescriptors descriptors) {
        this.descriptors = descriptors;
    }

    /** @see OpenDescriptors#inode */
    long inode(int descriptor) {
        return descriptors.inode(descriptor);
    }

    /** @see TcpTable#socketsWithQueuedData */
    Set<Long> socketsWithQueuedData() {
        return TcpTable.socketsWithQueuedData();
    }

    /** @see TcpTable#portsOfConnections */
    Set<Long> portsOfConnections() {
        return TcpTable.portsOfConnections();
    }

    /** @see RouteProbe#isUnreachable */
    boolean isUnreachable(InetAddress local, InetAddress peer) {
        return RouteProbe.isUnreachable(local, peer);
    }

    /** @see ArpTable#isUnanswered */
    boolean isSilentNeighbour(InetAddress peer) {
        return ArpTable.isUnanswered(peer);
    }
}
