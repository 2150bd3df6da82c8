package io.keepalive.agent.kernel;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The system calls on one descriptor that the agent needs, on the platform at hand. Safe on any thread; allocates
 * nothing but the addresses it returns.
 */
public interface SocketCalls {

    /** What {@link #inode} answers for anything that is no open socket. */
    long NO_SOCKET = 0;

    /**
     * The number of the descriptor; -1 for null, which a socket of Java 8 or 11 has in its place once it is closed. Becomes -1
     * when those are closed; the channels, and the sockets that share their code since 13, leave it as it was.
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
     * @throws IOException as {@link #get}, and where the value is out of the kernel's range (the old one stays)
     */
    void set(FileDescriptor descriptor, KeepaliveOption option, int value) throws IOException;

    /** The first four bytes of TCP_INFO for {@link TcpInfo}, or {@link TcpInfo#NONE}. Leaves a pending error alone. */
    int tcpInfo(FileDescriptor descriptor);

    /** Whether an error waits for the application's next read or write. Asked by poll, which leaves it waiting. */
    boolean hasPendingError(FileDescriptor descriptor);

    /** Whether it is an open TCP socket, as opposed to a Unix-domain or datagram socket, a file or a pipe. */
    boolean isTcp(FileDescriptor descriptor);

    /** Whether it is a listening socket. */
    boolean isListening(FileDescriptor descriptor);

    /** The address at this end; answers also after the peer's death. Makes no DNS look-up. */
    InetSocketAddress localAddress(FileDescriptor descriptor) throws IOException;

    /** The peer's address; fails after the peer's death. Makes no DNS look-up. */
    InetSocketAddress remoteAddress(FileDescriptor descriptor) throws IOException;

    /** Whether {@link #tcpInfo} answers here, so that a peer's death can be told from the kernel's own account. */
    boolean supportsTcpInfo();

    /** Which way is in use, for the start-up line. */
    String description();

    /** A descriptor object for a number found in /proc/self/fd. The JDK never closes it. */
    FileDescriptor forNumber(int number);

    /** Whether {@link #inode} tells one socket from another here. */
    boolean supportsInodes();

    /**
     * The inode of the socket at this number, which no other socket has while it lives, or {@link #NO_SOCKET}: a number
     * stands for another socket as soon as it has been closed and used again.
     */
    long inode(int number);

    /**
     * Opens a second descriptor of whatever is open at this number.
     *
     * @return the second one's number, to be given to {@link #close}
     * @throws IOException where nothing is open there, or this process may open no more
     */
    int duplicate(int number) throws IOException;

    /** Closes what {@link #duplicate} has opened. */
    void close(int duplicate);
}
