package io.keepalive.agent.bridge;

import java.io.FileDescriptor;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketImpl;

/**
 * What the agent wants to know of the JDK's sockets; by itself it wants to know nothing.
 *
 * <p>Called on the application's threads, inside JDK methods: an implementation must not block, do I/O, or use a
 * socket. Whatever it throws ends in {@link #failed} and never in the application.
 */
public interface SocketObserver {

    /** {@code Socket.connect} has returned. */
    default void connected(Socket socket, SocketAddress remote) {}

    /** A {@code ServerSocket} has accepted this socket. */
    default void accepted(Socket socket) {}

    /** A channel is asked to connect by this thread, and will do so on another. */
    default void connecting(FileDescriptor descriptor) {}

    /** A channel has connected, from this end's address, or null where it has just been closed. */
    default void connected(FileDescriptor descriptor, SocketAddress local, SocketAddress remote) {}

    /** A channel was accepted at this end's address, or inherited from the process that started this one. */
    default void accepted(FileDescriptor descriptor, SocketAddress local, SocketAddress remote) {}

    /** A read of a channel, or below a socket's streams, has thrown. */
    default void readFailed(FileDescriptor descriptor, Throwable thrown) {}

    /** A write of a channel, or below a socket's streams, has thrown. */
    default void writeFailed(FileDescriptor descriptor, Throwable thrown) {}

    /** A read from a socket's stream has thrown this to the application. */
    default void readFailed(SocketImpl socket, Throwable thrown) {}

    /** A write to a socket's stream has thrown this to the application. */
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
     * A descriptor is about to be closed, or to stand for something else, which closes its socket.
     *
     * @return whatever {@link #closed} wants to be given, or null
     */
    default Object closing(FileDescriptor descriptor) {
        return null;
    }

    /**
     * It has been closed, or its close has thrown.
     *
     * @param closing what {@link #closing} returned
     */
    default void closed(Object closing) {}

    /** One of the methods above has thrown. */
    default void failed(Throwable failure) {}
}
