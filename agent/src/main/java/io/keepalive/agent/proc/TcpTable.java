// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.proc;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The kernel's table of TCP sockets, /proc/self/net/tcp and tcp6, with facts that the first bytes of TCP_INFO do not
 * have. It covers the whole network namespace and costs about a microsecond a row, and some milliseconds even without
 * rows, because the kernel walks every slot of its hash table. A walk may miss a row; it never invents one. For one
 * thread at a time.
 */
public final class TcpTable {

    private final SocketTable ipv4 = new SocketTable("/proc/self/net/tcp");
    private final SocketTable ipv6 = new SocketTable("/proc/self/net/tcp6");

    /**
     * Visits every row.
     *
     * @param visitor gets the same object for all rows
     * @return false where some could not be read: /proc is hidden, or no descriptor is free
     */
    public boolean forEach(Consumer<SocketRow> visitor) {
        return ipv4.forEach(visitor) & (ipv6.forEach(visitor) || !ipv6.exists());
    }

    /**
     * The ports, as {@link #ports} encodes them, of every connection that the kernel still has, including those with a
     * closed descriptor: a connection that this end has closed while its peer is silent stays listed, one that the
     * kernel has given up does not. Walks twice, because one walk may miss a row.
     *
     * @return empty where the kernel has no connection, as after the last one of a container; null where /proc is
     *     hidden or cannot be read now
     */
    public static Set<Long> portsOfConnections() {
        TcpTable table = new TcpTable();
        Set<Long> ports = new HashSet<>();
        boolean whole = true;
        for (int walk = 0; walk < 2; walk++) {
            whole &= table.forEach(row -> ports.add(ports(row.localPort(), row.remotePort())));
        }
        return whole ? ports : null;
    }

    /**
     * Whether this is the inode of a TCP or UDP socket. Walks twice, because one walk may miss a row. False where /proc
     * is hidden or cannot be read now, and for a socket of another network namespace.
     */
    static boolean isInternetSocket(long inode) {
        TcpTable table = new TcpTable();
        Set<Long> inodes = new HashSet<>();
        for (int walk = 0; walk < 2; walk++) {
            table.forEach(row -> inodes.add(row.inode()));
            new SocketTable("/proc/self/net/udp").forEach(row -> inodes.add(row.inode()));
            new SocketTable("/proc/self/net/udp6").forEach(row -> inodes.add(row.inode()));
        }
        return inodes.contains(inode);
    }

    /** Whether one of these inodes is a TCP socket's; false where /proc is hidden. */
    public static boolean containsAny(Set<Long> inodes) {
        boolean[] found = new boolean[1];
        new TcpTable().forEach(row -> found[0] |= inodes.contains(row.inode()));
        return found[0];
    }

    /** The remote address of each socket, by inode. */
    public static Map<Long, InetSocketAddress> peers() {
        Map<Long, InetSocketAddress> peers = new HashMap<>();
        new TcpTable().forEach(row -> peers.put(row.inode(), row.remote()));
        return peers;
    }

    /** Encodes both ports of a connection as one number. */
    public static long ports(int local, int remote) {
        return (long) local << Short.SIZE | remote;
    }
}
