// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.RouteProbe;
import io.keepalive.agent.proc.ArpTable;
import io.keepalive.agent.proc.SocketRow;
import io.keepalive.agent.proc.TcpTable;
import io.keepalive.agent.proc.ThreadCpuTime;
import java.net.InetAddress;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the state of this host; tests replace it. Each method makes system calls. */
class HostNetworkState {

    private final OpenDescriptors descriptors;
    private final ThreadCpuTime cpuTime;
    private final TcpTable tcpTable = new TcpTable();
    private boolean tableRead;

    /** @param cpuTime which measures the round */
    HostNetworkState(OpenDescriptors descriptors, ThreadCpuTime cpuTime) {
        this.descriptors = descriptors;
        this.cpuTime = cpuTime;
    }

    /** Processor time of this round. */
    long processorNanos() {
        return cpuTime.nanosSinceBegin();
    }

    /** @see OpenDescriptors#inode */
    long inode(int descriptor) {
        return descriptors.inode(descriptor);
    }

    /** @see TcpTable#forEach */
    boolean forEachTcpSocket(Consumer<SocketRow> visitor) {
        tableRead = true;
        return tcpTable.forEach(visitor);
    }

    /** Whether {@link #forEachTcpSocket} has been called since the last call of this method. */
    final boolean takeTableRead() {
        boolean taken = tableRead;
        tableRead = false;
        return taken;
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
