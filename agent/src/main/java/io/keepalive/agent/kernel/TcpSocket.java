package io.keepalive.agent.kernel;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;

/**
 * One TCP socket of this process.
 *
 * <p>The application's {@link FileDescriptor} is held weakly: on some JDKs (11: {@code java.net.SocketCleanable}) its
 * becoming unreachable is what closes a socket that the application has lost.
 *
 * <p>A descriptor keeps its number when it is closed, and the number is soon another socket's. What the application does
 * with a descriptor it does with its own; whatever the agent's own threads read or set is believed, or done, only where
 * the number still {@linkplain #ownsNumber stands for this socket}, or through a {@linkplain #hold duplicate}.
 */
public class TcpSocket extends WeakReference<FileDescriptor> {

    private static final int UNKNOWN_PORT = 0;

    private final SocketCalls calls;
    private final int number;
    private final char localPort;
    private volatile long inode;

    /**
     * Not volatile: a thread that writes it closes the descriptor next, and one that reads it has just asked for the inode.
     * Nobody is given a number before the kernel has let go of it, and by then has seen what was written before.
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
     * @param number the descriptor's, which costs a call into the JVM and is known to whoever has looked for it
     * @param localPort at this end, as the JDK noted it when the socket was connected, or 0 where it is not known
     */
    public static TcpSocket of(SocketCalls calls, FileDescriptor descriptor, int number, int localPort) {
        return new TcpSocket(calls, descriptor, number, Math.max(UNKNOWN_PORT, localPort), SocketCalls.NO_SOCKET);
    }

    /**
     * A socket found by its number in /proc/self/fd.
     *
     * @param inode tells it from a later socket of the same number
     */
    public static TcpSocket adopted(SocketCalls calls, int number, long inode) {
        return new AdoptedSocket(calls, calls.forNumber(number), number, UNKNOWN_PORT, inode);
    }

    /**
     * Whether the garbage collector has taken the application's descriptor: that closes sockets of some kinds, and leaves
     * those of others open for good (a {@code SocketChannel}'s).
     */
    public final boolean isCollected() {
        return get() == null;
    }

    /**
     * The same socket by its number alone, where the application's descriptor has been {@linkplain #isCollected collected}.
     * On the agent's own thread. Three system calls, and two more where the socket had not been recognised.
     *
     * @param peer as {@link #recognise} wants it
     * @return null where its number does not stand for it, or nobody can tell
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

    /** Whether it is TCP's at all: a {@code SocketImpl} of the application's own may be anything. */
    public boolean isTcp() {
        FileDescriptor descriptor = get();
        return descriptor != null && calls.isTcp(descriptor);
    }

    /** The descriptor's number when the socket was first seen. */
    public int number() {
        return number;
    }

    /** Its inode; {@link SocketCalls#NO_SOCKET} before one that the JDK opened has been {@linkplain #recognise recognised}. */
    public final long inode() {
        return inode;
    }

    /**
     * Whether its number still stands for it. No other socket has its inode while it lives, and once closed it does not
     * come back: so what has been asked by the number until now was asked of this socket.
     *
     * @return false also before the socket has been recognised, and while the application closes it
     */
    public final boolean ownsNumber() {
        return calls.supportsInodes() ? inode != SocketCalls.NO_SOCKET && ownsNumber(inode) : !isGone();
    }

    private boolean ownsNumber(long expected) {
        return calls.inode(number) == expected && !closing;
    }

    /** Whether its inode is known, or nothing is to be known of inodes here. */
    public final boolean isIdentified() {
        return inode != SocketCalls.NO_SOCKET || !calls.supportsInodes();
    }

    /**
     * Notes the inode of a socket that the JDK opened, where what stands at its number can be nothing else: the JDK has not
     * begun to close it, and the kernel tells the addresses that it was opened with. Six system calls, once a socket.
     *
     * @param peer its peer as accept(2) told it; null where the application named it, for what the kernel calls the peer may
     *     be a proxy
     * @return whether its number stands for it
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

    /** The port at this end, as the JDK noted it, or 0 where it is not known. Makes no system call. */
    public final int localPort() {
        return localPort;
    }

    /** Whether the socket can have this address at its own end. */
    public final boolean matchesLocalPort(InetSocketAddress local) {
        return localPort == UNKNOWN_PORT || localPort == local.getPort();
    }

    /**
     * Whether its number stands for something else although nobody was seen closing it. For an application's thread that has
     * just used its own descriptor, and doubts it only where it must. A system call; none before the socket is recognised.
     */
    public final boolean isReplaced() {
        long expected = inode;
        return expected != SocketCalls.NO_SOCKET && calls.inode(number) != expected && !closing;
    }

    /** The application is about to close it: from now on its number may stand for anything. */
    public final void markClosing() {
        closing = true;
    }

    /** Whether the application is closing it, or has closed it. */
    public final boolean isClosing() {
        return closing;
    }

    /**
     * Holds it under a number of the agent's own, to act on it and on nothing else. On the agent's own threads.
     *
     * @return to be closed at once; null where its number stands for something else
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

    /** Whether it was currentInode by its number: no object of the application stands for it. */
    public boolean isAdopted() {
        return false;
    }

    /** Whether this socket is the one behind the application's descriptor, which has the same number. */
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

    /** The first four bytes of TCP_INFO, or {@link TcpInfo#NONE} once the socket is gone. */
    public int info() {
        FileDescriptor descriptor = get();
        return descriptor == null ? TcpInfo.NONE : calls.tcpInfo(descriptor);
    }

    /** Whether an error waits for the application's next read or write; leaves it waiting. */
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

    /** The address at this end, or null once the socket is gone. */
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
