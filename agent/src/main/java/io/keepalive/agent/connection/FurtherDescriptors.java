package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.SocketCalls;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The further descriptors of connections that have several: inetd hands on three, native code duplicates what it likes
 * (dup). It is one connection, which is registered under one of its numbers, and closed with the last. There are few of
 * them, if any: what is known of them is kept here, and not in each connection.
 *
 * <p>Any thread may ask whether a connection has such numbers; all else is for the agent's own thread.
 */
final class FurtherDescriptors {

    private final SocketCalls calls;
    private final Map<Long, Further> byInode = new ConcurrentHashMap<>();

    FurtherDescriptors(SocketCalls calls) {
        this.calls = calls;
    }

    /** Whether it has had further numbers at the last look. Safe on an application's thread: costs a look at an empty map. */
    boolean include(Connection connection) {
        if (byInode.isEmpty()) {
            return false;
        }
        Further further = byInode.get(connection.socket().inode());
        return further != null && further.connection == connection;
    }

    /** Whether this number, at which a socket of this inode stands, is known as a further one. */
    boolean include(int number, long inode) {
        Further further = byInode.isEmpty() ? null : byInode.get(inode);
        return further != null && further.indexOf(number) >= 0;
    }

    /** @param connection whose inode is known */
    void add(int number, Connection connection) {
        long inode = connection.socket().inode();
        Further further = byInode.get(inode);
        int[] before = further == null || further.connection != connection ? new int[0] : further.numbers;
        int[] numbers = Arrays.copyOf(before, before.length + 1);
        numbers[before.length] = number;
        byInode.put(inode, new Further(connection, numbers));
    }

    /** Forgets those of its numbers that do not stand for it any more. */
    void retain(Connection connection) {
        long inode = connection.socket().inode();
        Further further = byInode.get(inode);
        if (further != null && further.connection == connection) {
            keep(inode, further, further.open(calls, inode));
        }
    }

    /** Takes one that stands for it out of its further numbers; -1 where there is none. */
    int take(Connection connection) {
        retain(connection);
        long inode = connection.socket().inode();
        Further further = byInode.get(inode);
        if (further == null || further.connection != connection) {
            return -1;
        }
        keep(inode, further, Arrays.copyOfRange(further.numbers, 1, further.numbers.length));
        return further.numbers[0];
    }

    private void keep(long inode, Further further, int[] numbers) {
        if (numbers.length == 0) {
            byInode.remove(inode);
        } else if (numbers.length < further.numbers.length) {
            byInode.put(inode, new Further(further.connection, numbers));
        }
    }

    /** Visits the connections that have further numbers; these may be taken meanwhile. */
    void forEach(Consumer<Connection> visitor) {
        if (!byInode.isEmpty()) {
            byInode.values().forEach(further -> visitor.accept(further.connection));
        }
    }

    void clear() {
        byInode.clear();
    }

    /** The numbers of one connection beside the one under which it is registered. Immutable. */
    private static final class Further {

        private final Connection connection;
        private final int[] numbers;

        Further(Connection connection, int[] numbers) {
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

        /** Allocates nothing where all of them are. */
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
