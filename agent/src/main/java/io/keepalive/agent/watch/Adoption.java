package io.keepalive.agent.watch;

import io.keepalive.agent.connection.ConnectionRegistry;
import io.keepalive.agent.connection.OpenConnections;
import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.kernel.TcpTable;
import io.keepalive.agent.policy.Direction;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the TCP connections of this process that interception did not see: opened before the hooks were live, by native
 * code, or inherited. On the agent's own thread.
 */
final class Adoption {

    /** Between two looks at a socket: an application's thread that has just opened it has long registered it by then. */
    private static final long BETWEEN_LOOKS_MILLIS = 50;

    /**
     * With so many descriptors, listing them costs a good part of what a round may. As long as the number of those that
     * are no connections stays the same, every other look is left out: one of them could only have become a connection
     * while another one closed.
     */
    private static final int MANY = 2_000;

    /** The next sweep looks through everything again. */
    private static final long UNSETTLED = -1;

    private final SocketCalls calls;
    private final OpenDescriptors descriptors;
    private final ConnectionRegistry registry;
    private final OpenConnections connections;

    private long lastUnregistered;
    private boolean skipped;
    private Map<Long, InetSocketAddress> peersInTable;

    Adoption(SocketCalls calls, OpenDescriptors descriptors, ConnectionRegistry registry, OpenConnections connections) {
        this.calls = calls;
        this.descriptors = descriptors;
        this.registry = registry;
        this.connections = connections;
    }

    /** Adopts every connection that nobody has registered, and that is still there at a second look. */
    void sweep() throws InterruptedException {
        long open = descriptors.count();
        long unregistered = open - registry.size();
        skipped = open > MANY && unregistered == lastUnregistered && !skipped;
        lastUnregistered = unregistered;
        if (!skipped) {
            lookThrough();
        }
    }

    private void lookThrough() throws InterruptedException {
        Set<Integer> listeningPorts = new HashSet<>();
        List<TcpSocket> strangers = strangers(listeningPorts);
        if (!strangers.isEmpty()) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            for (TcpSocket stranger : strangers) {
                adopt(stranger, listeningPorts);
            }
            lastUnregistered = UNSETTLED;
            peersInTable = null;
        }
    }

    private List<TcpSocket> strangers(Set<Integer> listeningPorts) {
        List<TcpSocket> strangers = new ArrayList<>();
        for (int number : descriptors.numbers()) {
            if (registry.at(number) == null) {
                TcpSocket socket = TcpSocket.found(calls, number, descriptors.inode(number));
                if (socket.inode() != OpenDescriptors.NO_SOCKET && socket.isTcp()) {
                    if (socket.isListening()) {
                        addPort(socket.localAddress(), listeningPorts);
                    } else if (isConnected(socket)) {
                        strangers.add(socket);
                    }
                }
            }
        }
        return strangers;
    }

    /** Up to Java 15 a JVM that has IPv6 does not tell the peer of a socket of IPv4 alone, such as native code opens. */
    private InetSocketAddress peerOf(TcpSocket stranger) {
        InetSocketAddress peer = stranger.remoteAddress();
        if (peer == null && peersInTable == null) {
            peersInTable = TcpTable.peers();
        }
        return peer == null ? peersInTable.get(stranger.inode()) : peer;
    }

    /** It may have been closed since it was seen listening. */
    private static void addPort(InetSocketAddress listening, Set<Integer> ports) {
        if (listening != null) {
            ports.add(listening.getPort());
        }
    }

    /** Neither on its way to being connected nor closed by this end. */
    private static boolean isConnected(TcpSocket socket) {
        int state = TcpInfo.state(socket.info());
        return state == TcpInfo.ESTABLISHED || state == TcpInfo.CLOSE_WAIT;
    }

    private void adopt(TcpSocket stranger, Set<Integer> listeningPorts) {
        InetSocketAddress local = stranger.localAddress();
        InetSocketAddress peer = peerOf(stranger);
        boolean stillThere = descriptors.inode(stranger.number()) == stranger.inode();
        if (local != null && peer != null && stillThere) {
            Direction direction = listeningPorts.contains(local.getPort()) ? Direction.INBOUND : Direction.OUTBOUND;
            connections.adopt(stranger, direction, peer);
        }
    }
}
