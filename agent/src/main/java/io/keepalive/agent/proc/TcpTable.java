package io.keepalive.agent.proc;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The kernel's table of TCP sockets, /proc/self/net/tcp and tcp6, with facts that the first bytes of TCP_INFO do not
 * have. It covers the whole network namespace and costs about a microsecond a row, and some milliseconds even without
 * rows, because the kernel walks every slot of its hash table. So it is read only when a connection is in trouble. A
 * walk may miss a row; it never invents one.
 */
public final class TcpTable {

    /* The columns of proc(5), "/proc/net/tcp". */
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int QUEUES = 4;
    private static final int INODE = 9;

    private static final String IPV4 = "/proc/self/net/tcp";
    private static final String IPV6 = "/proc/self/net/tcp6";

    /** In the same columns. */
    private static final String[] DATAGRAM_FILES = {"/proc/self/net/udp", "/proc/self/net/udp6"};

    private TcpTable() {}

    /**
     * The inodes of the sockets with data that waits to be sent or acknowledged; null where /proc is hidden or cannot
     * be read now.
     */
    public static Set<Long> socketsWithQueuedData() {
        Set<Long> inodes = new HashSet<>();
        return walk(columns -> addIfQueued(columns, inodes)) ? inodes : null;
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
        Set<Long> ports = new HashSet<>();
        boolean whole = true;
        for (int walk = 0; walk < 2; walk++) {
            whole &= walk(columns -> ports.add(ports(port(columns[LOCAL]), port(columns[REMOTE]))));
        }
        return whole ? ports : null;
    }

    /**
     * Whether this is the inode of a TCP or UDP socket. Walks twice, because one walk may miss a row. False where /proc
     * is hidden or cannot be read now, and for a socket of another network namespace.
     */
    static boolean isInternetSocket(long inode) {
        Set<Long> inodes = new HashSet<>();
        for (int walk = 0; walk < 2; walk++) {
            walk(columns -> inodes.add(Long.parseLong(columns[INODE])));
            for (String file : DATAGRAM_FILES) {
                walk(file, columns -> inodes.add(Long.parseLong(columns[INODE])));
            }
        }
        return inodes.contains(inode);
    }

    /** Whether one of these inodes is a TCP socket's; false where /proc is hidden. */
    public static boolean containsAny(Set<Long> inodes) {
        Set<Long> found = new HashSet<>();
        walk(columns -> found.add(Long.parseLong(columns[INODE])));
        return !Collections.disjoint(found, inodes);
    }

    /** The remote address of each socket, by inode. */
    public static Map<Long, InetSocketAddress> peers() {
        Map<Long, InetSocketAddress> peers = new HashMap<>();
        walk(columns -> peers.put(Long.parseLong(columns[INODE]), address(columns[REMOTE])));
        return peers;
    }

    /** The kernel writes an address as groups of four bytes, each in this machine's byte order. */
    private static InetSocketAddress address(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.indexOf(':') / 2).order(ByteOrder.nativeOrder());
        for (int i = 0; bytes.hasRemaining(); i += 8) {
            bytes.putInt(Integer.parseUnsignedInt(text.substring(i, i + 8), 16));
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes.array()), port(text));
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException("not an address in " + IPV4 + ": " + text, wrongLength);
        }
    }

    /** Encodes both ports of a connection as one number. */
    public static long ports(int local, int remote) {
        return (long) local << Short.SIZE | remote;
    }

    /** The port of an address such as 0100007F:1538. */
    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }

    /** Visits every row; false where some could not be read. A kernel without IPv6 has no table for it. */
    private static boolean walk(Consumer<String[]> visitor) {
        return walk(IPV4, visitor) & (walk(IPV6, visitor) || !new File(IPV6).exists());
    }

    private static boolean walk(String file, Consumer<String[]> visitor) {
        try (BufferedReader rows =
                new BufferedReader(new InputStreamReader(new FileInputStream(file), StandardCharsets.US_ASCII))) {
            rows.readLine();
            for (String row = rows.readLine(); row != null; row = rows.readLine()) {
                visit(row, visitor);
            }
            return true;
        } catch (IOException hidden) {
            return false;
        }
    }

    private static void visit(String row, Consumer<String[]> visitor) {
        String[] columns = row.trim().split(" +");
        if (columns.length > INODE) {
            visitor.accept(columns);
        }
    }

    private static void addIfQueued(String[] columns, Set<Long> inodes) {
        if (!columns[QUEUES].startsWith("00000000:")) {
            inodes.add(Long.parseLong(columns[INODE]));
        }
    }
}
