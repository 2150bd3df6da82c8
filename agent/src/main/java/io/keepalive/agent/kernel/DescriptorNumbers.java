// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import java.io.IOException;

/** System calls on a descriptor number. Safe on any thread. */
interface DescriptorNumbers {

    /** The inode of the socket at this number, or {@link SocketCalls#NO_SOCKET}. Usually allocates nothing. */
    long inode(int number);

    /**
     * Duplicates the descriptor of this number: dup(2).
     *
     * @return the number of the duplicate, which the caller closes
     * @throws IOException where the number is not open, or this process may open no more descriptors
     */
    int duplicate(int number) throws IOException;

    /** Closes the descriptor of this number: close(2). */
    void close(int number);

    /** Whether inodes identify sockets on this platform. */
    boolean supportsInodes();

    /** The calls of the running JDK, whose {@code sun.nio.fs} must be open to the agent. */
    static DescriptorNumbers ofThisJdk() {
        try {
            return Platform.isLinux() ? new LinuxDescriptorNumbers() : new Unsupported();
        } catch (ReflectiveOperationException | LinkageError hasChanged) {
            return new Unsupported();
        }
    }

    /** Without inodes: a number is assumed to keep its socket. */
    final class Unsupported implements DescriptorNumbers {

        @Override
        public long inode(int number) {
            return SocketCalls.NO_SOCKET;
        }

        @Override
        public int duplicate(int number) throws IOException {
            throw new IOException("this JDK cannot duplicate a descriptor on this platform");
        }

        @Override
        public void close(int number) {
            throw new IllegalStateException("nothing has been duplicated");
        }

        @Override
        public boolean supportsInodes() {
            return false;
        }
    }
}
