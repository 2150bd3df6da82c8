// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.SocketCalls;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The further descriptors of connections that have several: inetd passes on three, native code calls dup. The connection
 * is registered at one of its numbers, and ends when the last one is closed. Such connections are rare, so their numbers
 * are kept here and not in each connection.
 *
 * <p>{@link #contains(Connection)} may be called on any thread, the rest on the agent's own thread.
 */
final class FurtherDescriptors {

    private final SocketCalls calls;
    private final Map<Long, Numbers> byInode = new ConcurrentHashMap<>();

    FurtherDescriptors(SocketCalls calls) {
        this.calls = calls;
    }

    /** Whether it had further descriptors when they were last checked. Reads an empty map as a rule. */
    boolean contains(Connection connection) {
        if (byInode.isEmpty()) {
            return false;
        }
        Numbers further = byInode.get(connection.socket().inode());
        return further != null && further.connection == connection;
    }

    /** Whether this number of the socket of this inode is a known further descriptor. */
    boolean contains(int number, long inode) {
        Numbers further = byInode.isEmpty() ? null : byInode.get(inode);
        return further != null && further.indexOf(number) >= 0;
    }

    /** @param connection one that has been identified */
    void add(int number, Connection connection) {
        long inode = connection.socket().inode();
        Numbers further = byInode.get(inode);
        int[] before = further == null || further.connection != connection ? new int[0] : further.numbers;
        int[] numbers = Arrays.copyOf(before, before.length + 1);
        numbers[before.length] = number;
        byInode.put(inode, new Numbers(connection, numbers));
    }

    /** Removes those of its numbers that do not belong to it any more. */
    void retainOpen(Connection connection) {
        long inode = connection.socket().inode();
        Numbers further = byInode.get(inode);
        if (further != null && further.connection == connection) {
            replace(inode, further, further.open(calls, inode));
        }
    }

    /** Removes and returns one of its open further numbers; -1 if there is none. */
    int take(Connection connection) {
        retainOpen(connection);
        long inode = connection.socket().inode();
        Numbers further = byInode.get(inode);
        if (further == null || further.connection != connection) {
            return -1;
        }
        replace(inode, further, Arrays.copyOfRange(further.numbers, 1, further.numbers.length));
        return further.numbers[0];
    }

    private void replace(long inode, Numbers further, int[] numbers) {
        if (numbers.length == 0) {
            byInode.remove(inode);
        } else if (numbers.length < further.numbers.length) {
            byInode.put(inode, new Numbers(further.connection, numbers));
        }
    }

    /** Whether no connection has further numbers. */
    boolean isEmpty() {
        return byInode.isEmpty();
    }

    /** Visits the connections that have further numbers, which may be removed meanwhile. */
    void forEach(Consumer<Connection> visitor) {
        byInode.values().forEach(further -> visitor.accept(further.connection));
    }

    void clear() {
        byInode.clear();
    }

    /** The numbers of one connection, except for the one at which it is registered. Immutable. */
    private static final class Numbers {

        private final Connection connection;
        private final int[] numbers;

        Numbers(Connection connection, int[] numbers) {
            this.connection = connection;
            this.numbers = numbers;
        }

        int indexOf(int number) {
            for (int i = 0; i < numbers.length; i++) {
                if (numbers[i] == number) {
                    return i;
                }
            }
            return -1;
        }

        /** Those that are open; allocates nothing if all are. */
        int[] open(SocketCalls calls, long inode) {
            int[] open = numbers;
            for (int number : numbers) {
                open = calls.inode(number) == inode ? open : without(number, open);
            }
            return open;
        }

        private static int[] without(int closed, int[] numbers) {
            return Arrays.stream(numbers).filter(number -> number != closed).toArray();
        }
    }
}
