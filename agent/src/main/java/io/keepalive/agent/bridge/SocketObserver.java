// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.bridge;

import java.io.FileDescriptor;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketImpl;

/**
 * The events on the JDK's sockets that the agent can observe; each method does nothing by default.
 *
 * <p>Called on application threads, inside JDK methods: an implementation must not block, do I/O or use a socket.
 * Whatever it throws is handed to {@link #failed} and never reaches the application.
 */
public interface SocketObserver {

    /** {@code Socket.connect} has returned. */
    default void connected(Socket socket, SocketAddress remote) {}

    /** A {@code ServerSocket} has accepted this socket. */
    default void accepted(Socket socket) {}

    /** This thread has asked a channel to connect; another thread completes the connection. */
    default void connecting(FileDescriptor descriptor) {}

    /** A channel has connected; the local address is null where the channel has just been closed. */
    default void connected(FileDescriptor descriptor, SocketAddress local, SocketAddress remote) {}

    /** A channel was accepted at this local address, or inherited from the process that started this one. */
    default void accepted(FileDescriptor descriptor, SocketAddress local, SocketAddress remote) {}

    /** A read has thrown, in a channel or below a socket's streams. */
    default void readFailed(FileDescriptor descriptor, Throwable thrown) {}

    /** A write has thrown, in a channel or below a socket's streams. */
    default void writeFailed(FileDescriptor descriptor, Throwable thrown) {}

    /** A read from a socket's stream has thrown this exception to the application. */
    default void readFailed(SocketImpl socket, Throwable thrown) {}

    /** A write to a socket's stream has thrown this exception to the application. */
    default void writeFailed(SocketImpl socket, Throwable thrown) {}

    /**
     * The application has set an option.
     *
     * @param option a {@code java.net.SocketOption}
     */
    default void optionSet(FileDescriptor descriptor, Object option) {}

    /**
     * The application has set an option of a socket without a channel.
     *
     * @param option a {@code java.net.SocketOption}, or an Integer of {@code java.net.SocketOptions}
     */
    default void optionSet(SocketImpl socket, Object option) {}

    /**
     * A descriptor is about to be closed, or to be replaced by another file, which closes its socket.
     *
     * @return the argument for {@link #closed}, or null
     */
    default Object closing(FileDescriptor descriptor) {
        return null;
    }

    /**
     * The descriptor has been closed, or its close has thrown.
     *
     * @param closing the result of {@link #closing}
     */
    default void closed(Object closing) {}

    /** One of the methods above has thrown. */
    default void failed(Throwable failure) {}
}
