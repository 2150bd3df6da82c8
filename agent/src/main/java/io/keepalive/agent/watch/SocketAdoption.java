package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.kernel.DescriptorPoll;
import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.proc.TcpTable;
import io.keepalive.agent.time.Pause;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * Finds the TCP connections of this process that interception did not see: opened before the hooks were live, by native
 * code, or inherited. On the agent's own thread.
 */
final class SocketAdoption {

    /** Between two looks at a socket: an application's thread that has just opened it has long registered it by then. */
    private static final long BETWEEN_LOOKS_MILLIS = 50;

    private final SocketCalls calls;
    private final OpenDescriptors descriptors;
    private final Connections connections;
    private final UnregisteredDescriptors unregistered;

    private final NonConnectionSockets others = new NonConnectionSockets();
    private final AddressInterner addresses = new AddressInterner();
    private final List<TcpSocket> strangers = new ArrayList<>();
    private final IntConsumer sorter = this::sort;
    private final Predicate<TcpSocket> noStranger = this::isClosedOrRegistered;
    private Map<Long, InetSocketAddress> peersInTable;

    SocketAdoption(SocketCalls calls, OpenDescriptors descriptors, Connections connections) {
        this.calls = calls;
        this.descriptors = descriptors;
        this.connections = connections;
        this.unregistered = new UnregisteredDescriptors(descriptors, connections, DescriptorPoll.ofThisJdk());
    }

    /** Adopts every connection that nobody has registered, and that is still there at a second look. */
    void sweep() {
        strangers.clear();
        unregistered.forEach(sorter);
        if (!strangers.isEmpty()) {
            Pause.sleep(BETWEEN_LOOKS_MILLIS);
            strangers.removeIf(noStranger);
        }
        if (!strangers.isEmpty()) {
            Set<Integer> listeningPorts = listeningPorts();
            DuplicateDescriptors same = DuplicateDescriptors.among(connections, strangers);
            for (TcpSocket stranger : strangers) {
                adopt(stranger, listeningPorts, same);
            }
            peersInTable = null;
        }
    }

    /** Gives back what it holds; may be used again. */
    void close() {
        unregistered.close();
    }

    /** In a process that opens and closes all the time, most of what the first look finds. */
    private boolean isClosedOrRegistered(TcpSocket socket) {
        return connections.at(socket.number()) != null || !socket.ownsNumber();
    }

    private void sort(int number) {
        long inode = descriptors.inode(number);
        if (inode != SocketCalls.NO_SOCKET
                && !others.isOfAnotherKind(number, inode)
                && !connections.areOfOne(number, inode)) {
            TcpSocket known = others.tcp(number, inode);
            sort(known == null ? TcpSocket.adopted(calls, number, inode) : known, known == null);
        }
    }

    private void sort(TcpSocket socket, boolean isNew) {
        if (isNew && !socket.isTcp()) {
            others.addOfAnotherKind(socket.number(), socket.inode());
        } else if (isConnected(socket)) {
            others.forget(socket.number());
            strangers.add(socket);
        } else if (isNew) {
            others.addTcp(socket);
        }
    }

    /** The ports of whatever is listening: which way a connection was opened is told by them alone. */
    private Set<Integer> listeningPorts() {
        Set<Integer> ports = new HashSet<>();
        others.forEachTcp(descriptors, socket -> {
            InetSocketAddress listening = socket.isListening() ? socket.localAddress() : null;
            if (listening != null && socket.ownsNumber()) {
                ports.add(listening.getPort());
            }
        });
        return ports;
    }

    /** Up to Java 15 a JVM that has IPv6 does not tell the peer of a socket of IPv4 alone, such as native code opens. */
    private InetSocketAddress peerOf(TcpSocket stranger) {
        InetSocketAddress peer = stranger.remoteAddress();
        if (peer == null && peersInTable == null) {
            peersInTable = TcpTable.peers();
        }
        return peer == null ? peersInTable.get(stranger.inode()) : peer;
    }

    /** Neither on its way to being connected nor closed by this end. */
    private static boolean isConnected(TcpSocket socket) {
        int state = TcpInfo.state(socket.info());
        return state == TcpInfo.ESTABLISHED || state == TcpInfo.CLOSE_WAIT;
    }

    private void adopt(TcpSocket stranger, Set<Integer> listeningPorts, DuplicateDescriptors same) {
        Connection known = same.connectionOf(stranger);
        if (known != null) {
            connections.join(stranger.number(), known);
        } else {
            Connection adopted = adopt(stranger, listeningPorts);
            if (adopted != null) {
                same.add(adopted);
            }
        }
    }

    /** Null where it is gone by now, or none of the agent's. */
    private Connection adopt(TcpSocket stranger, Set<Integer> listeningPorts) {
        InetSocketAddress local = stranger.localAddress();
        InetSocketAddress peer = peerOf(stranger);
        if (local != null && peer != null && stranger.ownsNumber()) {
            Direction direction = listeningPorts.contains(local.getPort()) ? Direction.INBOUND : Direction.OUTBOUND;
            return connections.adopt(stranger, direction, addresses.sharing(local), addresses.sharing(peer));
        }
        return null;
    }
}
