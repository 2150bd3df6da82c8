// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.proc.TcpTable;
import io.keepalive.agent.time.MonotonicClock;
import io.keepalive.agent.time.Pause;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Adopts the TCP connections of this process whose opening was not intercepted: opened before the hooks were live or by
 * native code, or inherited. On the agent's own thread.
 */
final class SocketAdoption implements IntConsumer {

    /** The time until a candidate is checked again: the application's thread that has just opened it registers it sooner. */
    private static final long RECHECK_MILLIS = 50;

    private final SocketCalls calls;
    private final OpenDescriptors descriptors;
    private final Connections connections;
    private final UnregisteredDescriptors unregistered;

    private final NonConnectionSockets nonConnections = new NonConnectionSockets();
    private final AddressInterner addresses = new AddressInterner();
    private final List<TcpSocket> candidates = new ArrayList<>();
    private Map<Long, InetSocketAddress> peersInTable;

    SocketAdoption(SocketCalls calls, OpenDescriptors descriptors, Connections connections) {
        this.calls = calls;
        this.descriptors = descriptors;
        this.connections = connections;
        this.unregistered = new UnregisteredDescriptors(descriptors, connections, new BatchPoll());
    }

    /**
     * Adopts each connection that is not registered, and still is not when it is checked again.
     *
     * @param hooksAreLive otherwise no thread of the application registers any, so they are not checked again
     */
    void round(boolean hooksAreLive) {
        candidates.clear();
        unregistered.forEach(this);
        if (hooksAreLive && !candidates.isEmpty()) {
            Pause.sleep(RECHECK_MILLIS);
            removeClosedAndRegistered();
        }
        if (!candidates.isEmpty()) {
            Set<Integer> listeningPorts = listeningPorts();
            DuplicateDescriptors duplicates = DuplicateDescriptors.among(connections, candidates);
            for (TcpSocket candidate : candidates) {
                adopt(candidate, listeningPorts, duplicates);
            }
            peersInTable = null;
        }
    }

    /** Frees the native memory; may be used again. */
    void close() {
        unregistered.close();
    }

    /** Removes most candidates of a process that opens and closes connections all the time. */
    private void removeClosedAndRegistered() {
        for (Iterator<TcpSocket> all = candidates.iterator(); all.hasNext(); ) {
            TcpSocket socket = all.next();
            if (connections.at(socket.number()) != null || !socket.ownsNumber()) {
                all.remove();
            }
        }
    }

    /** Classifies the socket at a number that is not registered. */
    @Override
    public void accept(int number) {
        long inode = descriptors.inode(number);
        if (inode != SocketCalls.NO_SOCKET
                && !nonConnections.isNotTcp(number, inode)
                && !connections.isFurtherDescriptor(number, inode)) {
            TcpSocket known = nonConnections.tcp(number, inode);
            classify(known == null ? TcpSocket.adopted(calls, number, inode) : known, known == null);
        }
    }

    private void classify(TcpSocket socket, boolean isNew) {
        if (isNew && !socket.isTcp()) {
            nonConnections.addNotTcp(socket.number(), socket.inode());
        } else if (isConnected(socket)) {
            nonConnections.removeTcp(socket.number());
            candidates.add(socket);
        } else if (isNew) {
            nonConnections.addTcp(socket);
        }
    }

    /** The ports of the listening sockets, the only evidence of a connection's direction. */
    private Set<Integer> listeningPorts() {
        Set<Integer> ports = new HashSet<>();
        nonConnections.forEachTcp(descriptors, socket -> {
            InetSocketAddress address = socket.isListening() ? socket.localAddress() : null;
            if (address != null && socket.ownsNumber()) {
                ports.add(address.getPort());
            }
        });
        return ports;
    }

    /** Up to Java 15, a JVM with IPv6 does not return the peer of an IPv4-only socket, which native code may open. */
    private InetSocketAddress peerOf(TcpSocket candidate) {
        InetSocketAddress peer = candidate.remoteAddress();
        if (peer == null && peersInTable == null) {
            peersInTable = TcpTable.peers();
        }
        return peer == null ? peersInTable.get(candidate.inode()) : peer;
    }

    /** Whether it is neither connecting nor closed by this end. */
    private static boolean isConnected(TcpSocket socket) {
        int state = TcpInfo.state(socket.info());
        return state == TcpInfo.ESTABLISHED || state == TcpInfo.CLOSE_WAIT;
    }

    private void adopt(TcpSocket candidate, Set<Integer> listeningPorts, DuplicateDescriptors duplicates) {
        Connection known = duplicates.connectionOf(candidate);
        if (known != null) {
            connections.addFurtherDescriptor(candidate.number(), known);
        } else {
            Connection adopted = adopt(candidate, listeningPorts);
            if (adopted != null) {
                duplicates.add(adopted);
            }
        }
    }

    /** Null if the socket is closed by now, or its addresses are not available. */
    private Connection adopt(TcpSocket candidate, Set<Integer> listeningPorts) {
        InetSocketAddress local = candidate.localAddress();
        InetSocketAddress peer = peerOf(candidate);
        if (local != null && peer != null && candidate.ownsNumber()) {
            Direction direction = listeningPorts.contains(local.getPort()) ? Direction.INBOUND : Direction.OUTBOUND;
            Connection adopted =
                    connections.adopt(candidate, direction, addresses.intern(local), addresses.intern(peer));
            recordIfWell(adopted);
            return adopted;
        }
        return null;
    }

    /** The first check of a connection that has lost data already would not show since when. */
    private static void recordIfWell(Connection adopted) {
        int info = adopted == null ? TcpInfo.NONE : adopted.socket().info();
        if (TcpInfo.state(info) == TcpInfo.ESTABLISHED
                && !TcpInfo.isRecovering(info)
                && TcpInfo.retransmits(info) == 0
                && TcpInfo.probes(info) == 0) {
            adopted.recordInfo(info, MonotonicClock.millis());
        }
    }
}
