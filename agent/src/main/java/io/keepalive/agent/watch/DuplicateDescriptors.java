// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.kernel.TcpSocket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds which candidates for adoption are further descriptors of known connections: one socket, with one inode, may have
 * several descriptors. On the agent's own thread.
 */
final class DuplicateDescriptors {

    /** Sorted, because thousands of connections are compared with them. */
    private final long[] inodes;

    private final Map<Long, Connection> byInode = new HashMap<>();

    private DuplicateDescriptors(List<TcpSocket> candidates) {
        inodes = candidates.stream().mapToLong(TcpSocket::inode).sorted().toArray();
    }

    /** Makes system calls only for connections that have not been identified. */
    static DuplicateDescriptors among(Connections connections, List<TcpSocket> candidates) {
        DuplicateDescriptors duplicates = new DuplicateDescriptors(candidates);
        connections.forEach(duplicates::compare);
        return duplicates;
    }

    private void compare(Connection connection) {
        boolean known = connection.socket().isIdentified() || connection.ownsNumber();
        if (known && Arrays.binarySearch(inodes, connection.socket().inode()) >= 0) {
            add(connection);
        }
    }

    /** Adds a connection that has just been adopted. */
    void add(Connection connection) {
        byInode.put(connection.socket().inode(), connection);
    }

    /** The connection of the same socket, or null. */
    Connection connectionOf(TcpSocket candidate) {
        return byInode.get(candidate.inode());
    }
}
