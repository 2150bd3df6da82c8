package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.DescriptorTable;
import io.keepalive.agent.kernel.SocketCalls;
import java.io.FileDescriptor;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * The connections that are open in this process, found by descriptor. A descriptor's number stands for one open
 * connection at a time: whatever else stands at a number that has just been opened was closed unseen. Safe on any
 * thread, without locks.
 */
final class ConnectionRegistry {

    private final SocketCalls calls;
    private final DescriptorTable<Connection> open = new DescriptorTable<>();

    ConnectionRegistry(SocketCalls calls) {
        this.calls = calls;
    }

    /** The connection behind an application's descriptor, or null. */
    Connection find(FileDescriptor descriptor) {
        int number = descriptor == null ? -1 : calls.number(descriptor);
        Connection connection = number < 0 ? null : open.get(number);
        return connection != null && connection.socket().belongsTo(descriptor) ? connection : null;
    }

    /** The connection at this descriptor number, or null. */
    Connection at(int number) {
        return number < 0 ? null : open.get(number);
    }

    /** Adds it, and returns the connection that stood at its number, which must have been closed unseen, or null. */
    Connection add(Connection connection) {
        return open.put(connection.socket().number(), connection);
    }

    /** Adds it unless a connection stands at its number. */
    boolean addIfAbsent(Connection connection) {
        return open.putIfAbsent(connection.socket().number(), connection);
    }

    /** Removes it, if it is still there. */
    boolean remove(Connection connection) {
        return open.remove(connection.socket().number(), connection);
    }

    /** Visits the open connections; those that come or go meanwhile may be seen or not. */
    void forEach(Consumer<? super Connection> visitor) {
        open.forEach(visitor);
    }

    /** Visits their descriptors' numbers, in order, without touching the connections themselves. */
    void forEachNumber(IntConsumer visitor) {
        open.forEachNumber(visitor);
    }

    /** How many are open: counted by whoever asks, so that opening and closing need not. */
    int size() {
        return open.size();
    }
}
