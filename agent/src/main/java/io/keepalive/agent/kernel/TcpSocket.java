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
 */
public class TcpSocket extends WeakReference<FileDescriptor> {

    private final SocketCalls calls;
    private final int number;

    TcpSocket(SocketCalls calls, FileDescriptor descriptor, int number) {
        super(descriptor);
        this.calls = calls;
        this.number = number;
    }

    /**
     * A socket that the JDK opened.
     *
     * @param number the descriptor's, which costs a call into the JVM and is known to whoever has looked for it
     */
    public static TcpSocket of(SocketCalls calls, FileDescriptor descriptor, int number) {
        return new TcpSocket(calls, descriptor, number);
    }

    /**
     * A socket found by its number in /proc/self/fd.
     *
     * @param inode tells it from a later socket of the same number
     */
    public static TcpSocket found(SocketCalls calls, int number, long inode) {
        return new FoundSocket(calls, calls.forNumber(number), number, inode);
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

    /** The inode of a socket that was found; {@link OpenDescriptors#NO_SOCKET} of one that the JDK opened. */
    public long inode() {
        return OpenDescriptors.NO_SOCKET;
    }

    /** Whether it was found by its number: no object of the application stands for it. */
    public boolean isFound() {
        return false;
    }

    /** Whether this socket is the one behind the application's descriptor, which has the same number. */
    public boolean isBehind(FileDescriptor descriptor) {
        return isFound() || get() == descriptor;
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
