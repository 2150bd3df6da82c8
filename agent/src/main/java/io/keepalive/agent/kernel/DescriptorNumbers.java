package io.keepalive.agent.kernel;

import java.io.IOException;

/** What can be asked about, and done with, whatever is open at a descriptor's number. Safe on any thread. */
interface DescriptorNumbers {

    /** The inode of the socket at this number, or {@link SocketCalls#NO_SOCKET}. Allocates nothing as a rule. */
    long inode(int number);

    /**
     * Opens a second descriptor of whatever is open at this number: dup(2).
     *
     * @return the second one's number; whoever asked for it closes it
     * @throws IOException where nothing is open there, or this process may open no more
     */
    int duplicate(int number) throws IOException;

    /** Closes the descriptor of this number: close(2). */
    void close(int number);

    /** Whether inodes tell sockets from one another here. */
    boolean supportsInodes();

    /** Those of the running JDK, whose {@code sun.nio.fs} must be open to the agent. */
    static DescriptorNumbers ofThisJdk() {
        try {
            return Platform.isLinux() ? new LinuxDescriptorNumbers() : new Unsupported();
        } catch (ReflectiveOperationException | LinkageError hasChanged) {
            return new Unsupported();
        }
    }

    /** Where they tell nothing: then a number is believed to stand for what it stood for. */
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
