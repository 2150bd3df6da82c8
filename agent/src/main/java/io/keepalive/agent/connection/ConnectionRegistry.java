// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.DescriptorTable;
import io.keepalive.agent.kernel.SocketCalls;
import java.io.FileDescriptor;
import java.util.function.Consumer;

/**
 * The open connections of this process by descriptor. A descriptor's number belongs to one open connection at a time: where
 * one that has just been opened gets a number that is taken, the close of the earlier one was not intercepted. Safe on any
 * thread, without locks.
 */
final class ConnectionRegistry {

    private final SocketCalls calls;
    private final DescriptorTable<Connection> open = new DescriptorTable<>();

    ConnectionRegistry(SocketCalls calls) {
        this.calls = calls;
    }

    /** The connection of an application's descriptor, or null. */
    Connection find(FileDescriptor descriptor) {
        int number = descriptor == null ? -1 : calls.number(descriptor);
        Connection connection = number < 0 ? null : open.get(number);
        return connection != null && connection.socket().belongsTo(descriptor) ? connection : null;
    }

    /** The connection at this descriptor number, or null. */
    Connection at(int number) {
        return number < 0 ? null : open.get(number);
    }

    /** Adds a connection; returns the one that had its number, whose close was not intercepted, or null. */
    Connection add(Connection connection) {
        return open.put(connection.socket().number(), connection);
    }

    /** Adds a connection unless another one has its number. */
    boolean addIfAbsent(Connection connection) {
        return open.putIfAbsent(connection.socket().number(), connection);
    }

    /** Removes a connection if it is registered. */
    boolean remove(Connection connection) {
        return open.remove(connection.socket().number(), connection);
    }

    /** Visits the open connections; one that opens or closes meanwhile may be missed. */
    void forEach(Consumer<? super Connection> visitor) {
        open.forEach(visitor);
    }

    /** The lowest descriptor number of a connection that is at least this one; -1 if there is none. */
    int nextNumber(int from) {
        return open.nextNumber(from);
    }

    /** Counts the open connections; there is no counter, which opening and closing would have to update. */
    int size() {
        return open.size();
    }
}
