package io.keepalive.agent.watch;

import io.keepalive.agent.kernel.LocalNetwork;
import io.keepalive.agent.kernel.Neighbours;
import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.TcpTable;
import java.net.InetAddress;
import java.util.Set;

/** Who answers the questions of {@link Surroundings}: this host, other than in tests. Each answer costs system calls. */
class ThisHost {

    private final OpenDescriptors descriptors;

    ThisHost(OpenDescriptors descriptors) {
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

    /** @see LocalNetwork#hasLostTheWay */
    boolean hasLostTheWay(InetAddress local, InetAddress peer) {
        return LocalNetwork.hasLostTheWay(local, peer);
    }

    /** @see Neighbours#isSilent */
    boolean isSilentNeighbour(InetAddress peer) {
        return Neighbours.isSilent(peer);
    }
}
