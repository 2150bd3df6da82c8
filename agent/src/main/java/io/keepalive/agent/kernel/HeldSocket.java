package io.keepalive.agent.kernel;

import java.io.FileDescriptor;
import java.io.IOException;

/**
 * A connection's own socket under a number of the agent's own, for as long as the agent acts on it. On the agent's own
 * thread, and for a few microseconds.
 *
 * <p>The application's number may be closed and used again at any moment, so that a check before an act by that number,
 * and another one after it, only tell that the wrong socket was hit, and not what it had before. A duplicate (dup) cannot
 * be used again while the agent holds it: once its inode has been seen to be the connection's, whatever is done through it
 * is done to that socket and to no other. The number's inode is asked for first all the same, so that nothing else is
 * duplicated: closing the duplicate of a file would release the process's locks on it (fcntl(2)).
 *
 * <p>What it costs the application: a close that falls between takes effect when the duplicate is closed. Where this
 * process may open no more descriptors, nothing is duplicated, and each option is set by the number, right after its inode
 * has been seen to be the connection's.
 */
public final class HeldSocket extends TcpSocket implements AutoCloseable {

    /** Held here, since a {@link TcpSocket} holds it weakly. */
    private final FileDescriptor own;

    private final SocketCalls calls;
    private final boolean duplicated;

    private HeldSocket(SocketCalls calls, FileDescriptor own, int number, long inode, boolean duplicated) {
        super(calls, own, number, inode);
        this.own = own;
        this.calls = calls;
        this.duplicated = duplicated;
    }

    /** Holds the socket of this inode at this number, or returns null where there is none. */
    static HeldSocket at(SocketCalls calls, int number, long inode) {
        try {
            return duplicate(calls, number, inode);
        } catch (IOException noDescriptorLeft) {
            return calls.inode(number) == inode
                    ? withoutDuplicate(calls, calls.forNumber(number), number, inode)
                    : null;
        }
    }

    private static HeldSocket duplicate(SocketCalls calls, int number, long inode) throws IOException {
        if (calls.inode(number) != inode) {
            return null;
        }
        int duplicate = calls.duplicate(number);
        if (calls.inode(duplicate) != inode) {
            calls.close(duplicate);
            return null;
        }
        return new HeldSocket(calls, calls.forNumber(duplicate), duplicate, inode, true);
    }

    /** Under the application's own number. */
    static HeldSocket withoutDuplicate(SocketCalls calls, FileDescriptor descriptor, int number, long inode) {
        return new HeldSocket(calls, descriptor, number, inode, false);
    }

    @Override
    public void write(KeepaliveOption option, int value) throws IOException {
        if (isGone()) {
            throw new IOException("descriptor " + number() + " stands for another socket now");
        }
        super.write(option, value);
    }

    @Override
    public boolean isGone() {
        return !duplicated && (calls.supportsInodes() ? calls.inode(number()) != inode() : super.isGone());
    }

    /** Closes the duplicate. */
    @Override
    public void close() {
        if (duplicated) {
            calls.close(number());
        }
    }
}
