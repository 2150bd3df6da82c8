// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import java.io.FileDescriptor;

/**
 * A TCP socket without a descriptor object of the application: native code opened it, or the application has lost its
 * object. Keeps a descriptor object of its own.
 */
final class AdoptedSocket extends TcpSocket {

    /** A strong reference, because {@link TcpSocket} holds its descriptor weakly. */
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
