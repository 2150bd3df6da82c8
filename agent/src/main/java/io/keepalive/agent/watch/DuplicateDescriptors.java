package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.kernel.TcpSocket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of the sockets that were found are those of known connections, under another number: one socket, of one inode, may
 * have several descriptors. On the agent's own thread.
 */
final class DuplicateDescriptors {

    /** Sorted: thousands of connections are compared with them. */
    private final long[] inodes;

    private final Map<Long, Connection> byInode = new HashMap<>();

    private DuplicateDescriptors(List<TcpSocket> strangers) {
        inodes = strangers.stream().mapToLong(TcpSocket::inode).sorted().toArray();
    }

    /** Asks the kernel about connections alone that have never been looked at. */
    static DuplicateDescriptors among(Connections connections, List<TcpSocket> strangers) {
        DuplicateDescriptors same = new DuplicateDescriptors(strangers);
        connections.forEach(same::compare);
        return same;
    }

    private void compare(Connection connection) {
        boolean known = connection.socket().isIdentified() || connection.ownsNumber();
        if (known && Arrays.binarySearch(inodes, connection.socket().inode()) >= 0) {
            add(connection);
        }
    }

    /** It is known from now on, too. */
    void add(Connection connection) {
        byInode.put(connection.socket().inode(), connection);
    }

    /** The connection that has the same socket, or null. */
    Connection connectionOf(TcpSocket stranger) {
        return byInode.get(stranger.inode());
    }
}
