// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;

/**
 * One TCP socket of this process.
 *
 * <p>Holds the application's {@link FileDescriptor} weakly: on some JDKs (11: {@code java.net.SocketCleanable}) a
 * socket that the application has lost is closed when its descriptor becomes unreachable.
 *
 * <p>A descriptor keeps its number when it is closed, and the number is soon reused for another socket. The application
 * acts on its own descriptor object. The agent's own threads trust a value, and set an option, only where the number
 * {@linkplain #ownsNumber still belongs to this socket}, or through a {@linkplain #hold duplicate}.
 */
public class TcpSocket extends WeakReference<FileDescriptor> {

    private static final int UNKNOWN_PORT = 0;

    private final SocketCalls calls;
    private final int number;
    private final char localPort;
    private volatile long inode;

    /**
     * Not volatile: a thread that writes it then closes the descriptor, and a thread that reads it has just read the
     * inode. The kernel assigns the number again only after the close, and the thread that gets it sees what was
     * written before.
     */
    private boolean closing;

    TcpSocket(SocketCalls calls, FileDescriptor descriptor, int number, int localPort, long inode) {
        super(descriptor);
        this.calls = calls;
        this.number = number;
        this.localPort = (char) localPort;
        this.inode = inode;
    }

    TcpSocket(SocketCalls calls, FileDescriptor descriptor, int number, long inode) {
        this(calls, descriptor, number, UNKNOWN_PORT, inode);
    }

    /**
     * A socket that the JDK opened.
     *
     * @param number the descriptor's number, which the caller has read already; reading it costs a call into the JVM
     * @param localPort the local port that the JDK stored when the socket was connected, or 0 where it is unknown
     */
    public static TcpSocket of(SocketCalls calls, FileDescriptor descriptor, int number, int localPort) {
        return new TcpSocket(calls, descriptor, number, Math.max(UNKNOWN_PORT, localPort), SocketCalls.NO_SOCKET);
    }

    /**
     * A socket adopted by its number in /proc/self/fd.
     *
     * @param inode distinguishes it from a later socket of the same number
     */
    public static TcpSocket adopted(SocketCalls calls, int number, long inode) {
        return new AdoptedSocket(calls, calls.forNumber(number), number, UNKNOWN_PORT, inode);
    }

    /**
     * Whether the application's descriptor object has been garbage-collected. That closes some kinds of sockets and
     * leaves others open for good (those of a {@code SocketChannel}).
     */
    public final boolean isCollected() {
        return get() == null;
    }

    /**
     * The same socket by its number only, after the application's descriptor object has been
     * {@linkplain #isCollected collected}. On the agent's own thread. Makes three system calls, and two more where the
     * socket has not been identified.
     *
     * @param peer as in {@link #identify}
     * @return null where the number does not belong to this socket, or that cannot be determined
     */
    public final TcpSocket byNumber(InetSocketAddress peer) {
        long currentInode = calls.supportsInodes() && !closing ? calls.inode(number) : SocketCalls.NO_SOCKET;
        boolean isKnown = inode != SocketCalls.NO_SOCKET;
        if (currentInode == SocketCalls.NO_SOCKET || isKnown && currentInode != inode) {
            return null;
        }
        TcpSocket adopted = new AdoptedSocket(calls, calls.forNumber(number), number, localPort, currentInode);
        return isKnown || adopted.hasAddresses(peer) && adopted.ownsNumber() ? adopted : null;
    }

    /** Whether it is a TCP socket: a {@code SocketImpl} of the application's own may be any kind. */
    public boolean isTcp() {
        FileDescriptor descriptor = get();
        return descriptor != null && calls.isTcp(descriptor);
    }

    /** The descriptor's number when the socket was first seen. */
    public int number() {
        return number;
    }

    /**
     * The inode; {@link SocketCalls#NO_SOCKET} for a socket opened by the JDK until it is
     * {@linkplain #identify identified}.
     */
    public final long inode() {
        return inode;
    }

    /**
     * Whether the number still belongs to this socket. No other socket has its inode while it is open, and a closed
     * socket does not come back: all that was read through the number so far was read from this socket.
     *
     * @return false also before the socket is identified, and while the application closes it
     */
    public final boolean ownsNumber() {
        return calls.supportsInodes() ? inode != SocketCalls.NO_SOCKET && ownsNumber(inode) : !isGone();
    }

    private boolean ownsNumber(long expected) {
        return calls.inode(number) == expected && !closing;
    }

    /** Whether the inode is known, or inodes are not available here. */
    public final boolean isIdentified() {
        return inode != SocketCalls.NO_SOCKET || !calls.supportsInodes();
    }

    /**
     * Stores the inode of a socket that the JDK opened, after ruling out that its number belongs to another one: the
     * JDK has not begun to close it, and the kernel reports the addresses that it was opened with. Makes six system
     * calls, once per socket.
     *
     * @param peer the peer as accept(2) returned it; null where the application named it, because the kernel's peer may
     *     then be a proxy
     * @return whether the number belongs to this socket
     */
    public final boolean identify(InetSocketAddress peer) {
        long currentInode = calls.inode(number);
        if (currentInode == SocketCalls.NO_SOCKET || isGone() || !hasAddresses(peer) || !ownsNumber(currentInode)) {
            return false;
        }
        inode = currentInode;
        return true;
    }

    private boolean hasAddresses(InetSocketAddress peer) {
        InetSocketAddress remote = peer == null ? null : remoteAddress();
        if (remote != null) {
            return remote.equals(peer);
        }
        InetSocketAddress local = localAddress();
        return local != null && local.getPort() != 0 && matchesLocalPort(local);
    }

    /** The local port as the JDK stored it, or 0 where it is unknown. Makes no system call. */
    public final int localPort() {
        return localPort;
    }

    /** Whether this local address has the socket's local port, or that port is unknown. */
    public final boolean matchesLocalPort(InetSocketAddress local) {
        return localPort == UNKNOWN_PORT || localPort == local.getPort();
    }

    /**
     * Whether the number belongs to another file although no close was intercepted. For an application thread that has
     * just used its own descriptor: true only where that is certain. Makes one system call, and none before the socket
     * is identified.
     */
    public final boolean isReplaced() {
        long expected = inode;
        return expected != SocketCalls.NO_SOCKET && calls.inode(number) != expected && !closing;
    }

    /** Records that the application is about to close the socket; from now on its number may belong to another file. */
    public final void markClosing() {
        closing = true;
    }

    /** Whether the application is closing it, or has closed it. */
    public final boolean isClosing() {
        return closing;
    }

    /**
     * Holds the socket through a duplicate descriptor, to act on it and on no other socket. On the agent's own threads.
     *
     * @return the held socket, to be closed at once; null where the number belongs to another file
     */
    public final HeldSocket hold() {
        if (closing) {
            return null;
        }
        if (calls.supportsInodes()) {
            return HeldSocket.at(calls, number, inode);
        }
        FileDescriptor descriptor = get();
        return descriptor == null ? null : HeldSocket.withoutDuplicate(calls, descriptor, number, inode);
    }

    /** Whether the socket was adopted by its number, so that the application has no object for it. */
    public boolean isAdopted() {
        return false;
    }

    /** Whether this socket belongs to the application's descriptor object, which has the same number. */
    public boolean belongsTo(FileDescriptor descriptor) {
        return isAdopted() || get() == descriptor;
    }

    /** Whether the JDK has closed the socket, or the application has lost it. */
    public boolean isGone() {
        FileDescriptor descriptor = get();
        return descriptor == null || calls.number(descriptor) != number;
    }

    /** @see SocketCalls#get */
    public int read(KeepaliveOption option) throws IOException {
        return calls.get(descriptor(), option);
    }

    /** All five options; {@link KeepaliveSettings#UNKNOWN} for one that cannot be read. */
    public KeepaliveSettings read() {
        return new KeepaliveSettings(
                readOrUnknown(KeepaliveOption.ENABLED),
                readOrUnknown(KeepaliveOption.IDLE),
                readOrUnknown(KeepaliveOption.INTERVAL),
                readOrUnknown(KeepaliveOption.COUNT),
                readOrUnknown(KeepaliveOption.USER_TIMEOUT));
    }

    private int readOrUnknown(KeepaliveOption option) {
        try {
            return read(option);
        } catch (IOException notSupported) {
            return KeepaliveSettings.UNKNOWN;
        }
    }

    /** @see SocketCalls#set */
    public void write(KeepaliveOption option, int value) throws IOException {
        calls.set(descriptor(), option, value);
    }

    /** @see SocketCalls#longestRetryInterval */
    public int longestRetryInterval() throws IOException {
        return calls.longestRetryInterval(descriptor());
    }

    /** @see SocketCalls#setLongestRetryInterval */
    public void setLongestRetryInterval(int millis) throws IOException {
        calls.setLongestRetryInterval(descriptor(), millis);
    }

    /** The first four bytes of TCP_INFO, or {@link TcpInfo#NONE} once the socket is gone. */
    public int info() {
        FileDescriptor descriptor = get();
        return descriptor == null ? TcpInfo.NONE : calls.tcpInfo(descriptor);
    }

    /** Whether an error is pending for the application's next read or write; does not consume it. */
    public boolean hasPendingError() {
        FileDescriptor descriptor = get();
        return descriptor != null && calls.hasPendingError(descriptor);
    }

    /** Whether it is a listening socket. */
    public boolean isListening() {
        FileDescriptor descriptor = get();
        return descriptor != null && calls.isListening(descriptor);
    }

    /** The peer's address, or null once the socket is gone or its peer dead. */
    public InetSocketAddress remoteAddress() {
        try {
            return calls.remoteAddress(descriptor());
        } catch (IOException gone) {
            return null;
        }
    }

    /** The local address, or null once the socket is gone. */
    public InetSocketAddress localAddress() {
        try {
            return calls.localAddress(descriptor());
        } catch (IOException gone) {
            return null;
        }
    }

    private FileDescriptor descriptor() throws IOException {
        FileDescriptor descriptor = get();
        if (descriptor == null) {
            throw new IOException("the application no longer holds descriptor " + number);
        }
        return descriptor;
    }
}
