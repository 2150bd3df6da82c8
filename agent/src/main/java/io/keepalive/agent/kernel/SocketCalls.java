// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The system calls on one descriptor that the agent needs. Safe on any thread; allocates only the addresses that it
 * returns.
 */
public interface SocketCalls {

    /** The result of {@link #inode} where the number is not an open socket. */
    long NO_SOCKET = 0;

    /**
     * The number of the descriptor; -1 for null, which a closed socket of Java 8 or 11 has instead of a descriptor. The
     * number becomes -1 when such a socket is closed; channels, and the sockets that share their code since Java 13,
     * keep it.
     */
    int number(FileDescriptor descriptor);

    /**
     * Reads one option.
     *
     * @return its value in the option's unit
     * @throws IOException where the descriptor is closed, is no TCP socket, or the option is not supported
     */
    int get(FileDescriptor descriptor, KeepaliveOption option) throws IOException;

    /**
     * Sets one option.
     *
     * @throws IOException as {@link #get}, and where the value is out of the kernel's range (the old value stays)
     */
    void set(FileDescriptor descriptor, KeepaliveOption option, int value) throws IOException;

    /**
     * The longest interval between two retransmissions, or probes of a closed window, in milliseconds: TCP_RTO_MAX_MS, since
     * Linux 6.15.
     *
     * @throws IOException as {@link #get}, also where the kernel does not have the option
     */
    int longestRetryInterval(FileDescriptor descriptor) throws IOException;

    /**
     * Sets {@link #longestRetryInterval}. A timer that is running is not shortened.
     *
     * @param millis 1000 to 120000
     */
    void setLongestRetryInterval(FileDescriptor descriptor, int millis) throws IOException;

    /**
     * The first four bytes of TCP_INFO for {@link TcpInfo}, or {@link TcpInfo#NONE}. Does not consume a pending error.
     */
    int tcpInfo(FileDescriptor descriptor);

    /** Whether an error is pending for the application's next read or write. Uses poll, which does not consume it. */
    boolean hasPendingError(FileDescriptor descriptor);

    /** Whether it is an open TCP socket, in contrast to a Unix-domain or datagram socket, a file or a pipe. */
    boolean isTcp(FileDescriptor descriptor);

    /** Whether it is a listening socket. */
    boolean isListening(FileDescriptor descriptor);

    /** The local address; available also after the peer's death. Makes no DNS look-up. */
    InetSocketAddress localAddress(FileDescriptor descriptor) throws IOException;

    /** The peer's address; fails after the peer's death. Makes no DNS look-up. */
    InetSocketAddress remoteAddress(FileDescriptor descriptor) throws IOException;

    /** Whether {@link #tcpInfo} works here, so that the kernel's state shows a peer's death. */
    boolean supportsTcpInfo();

    /** Names the access in use, for the start-up line. */
    String description();

    /** A descriptor object for a number from /proc/self/fd. The JDK never closes it. */
    FileDescriptor forNumber(int number);

    /** Whether {@link #inode} identifies sockets here. */
    boolean supportsInodes();

    /**
     * The inode of the socket at this number, or {@link #NO_SOCKET}. No other socket has the same inode while this one
     * is open, whereas a closed number is soon reused for another socket.
     */
    long inode(int number);

    /**
     * Duplicates the descriptor of this number.
     *
     * @return the number of the duplicate, for {@link #close}
     * @throws IOException where the number is not open, or this process may open no more descriptors
     */
    int duplicate(int number) throws IOException;

    /** Closes a duplicate from {@link #duplicate}. */
    void close(int duplicate);
}
