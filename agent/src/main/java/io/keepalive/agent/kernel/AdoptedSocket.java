package io.keepalive.agent.kernel;

import java.io.FileDescriptor;

/**
 * A TCP socket that native code opened, or whose descriptor the application has lost, so that no object of the application
 * stands for it: keeps one of its own.
 */
final class AdoptedSocket extends TcpSocket {

    /** Held here, since a {@link TcpSocket} holds it weakly. */
    private final FileDescriptor own;

    AdoptedSocket(SocketCalls calls, FileDescriptor own, int number, int localPort, long inode) {
        super(calls, own, number, localPort, inode);
        this.own = own;
    }

    @Override
    public boolean isAdopted() {
        return true;
    }
}
