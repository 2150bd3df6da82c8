// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import java.io.FileDescriptor;
import java.io.IOException;

/**
 * A duplicate of a connection's descriptor, held by the agent while it acts on the socket, for a few microseconds. On
 * the agent's own thread.
 *
 * <p>The application's number may be closed and reused at any moment. A check before and after an action on that number
 * could show that the wrong socket was changed, but not the value it had before. A duplicate (dup) cannot be reused
 * while the agent holds it: once its inode has been compared with the connection's, every action reaches that socket
 * and no other. The inode of the application's number is compared first as well, so that no other file is duplicated:
 * closing the duplicate of a file would release the process's locks on it (fcntl(2)).
 *
 * <p>The cost for the application: a close during that time takes effect when the duplicate is closed. Where this
 * process may open no more descriptors, there is no duplicate, and each option is set through the application's number
 * right after its inode has been compared.
 */
public final class HeldSocket extends TcpSocket implements AutoCloseable {

    /** A strong reference, because {@link TcpSocket} holds its descriptor weakly. */
    private final FileDescriptor own;

    private final SocketCalls calls;
    private final boolean duplicated;

    private HeldSocket(SocketCalls calls, FileDescriptor own, int number, long inode, boolean duplicated) {
        super(calls, own, number, inode);
        this.own = own;
        this.calls = calls;
        this.duplicated = duplicated;
    }

    /** Holds the socket of this inode at this number; null where the number belongs to another file. */
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

    /** Uses the application's own number. */
    static HeldSocket withoutDuplicate(SocketCalls calls, FileDescriptor descriptor, int number, long inode) {
        return new HeldSocket(calls, descriptor, number, inode, false);
    }

    @Override
    public void write(KeepaliveOption option, int value) throws IOException {
        if (isGone()) {
            throw new IOException("descriptor " + number() + " belongs to another socket now");
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
