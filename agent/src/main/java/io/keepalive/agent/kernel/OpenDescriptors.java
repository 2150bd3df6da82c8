package io.keepalive.agent.kernel;

import java.io.File;

/**
 * The descriptors of this process, and which of them are sockets. Costs system calls: for the agent's own thread.
 */
public final class OpenDescriptors {

    private final File directory = new File("/proc/self/fd");
    private final DescriptorNumbers descriptors = DescriptorNumbers.ofThisJdk();

    private OpenDescriptors() {}

    /** Those of this process, or null where the system does not list them, as some sandboxes do not. */
    public static OpenDescriptors whereListed() {
        OpenDescriptors open = new OpenDescriptors();
        return open.descriptors.tellSockets() && open.directory.list() != null ? open : null;
    }

    /**
     * How many descriptors are open, themselves not listed: cheap, and told by the kernel since Linux 6.2.
     *
     * @return the number, or 0 where the kernel does not tell
     */
    public long count() {
        return directory.length();
    }

    /** The numbers of all open descriptors at one moment, in no order; empty where /proc is hidden. */
    public int[] numbers() {
        String[] names = directory.list();
        if (names == null) {
            return new int[0];
        }
        int[] numbers = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            numbers[i] = Integer.parseInt(names[i]);
        }
        return numbers;
    }

    /** @see SocketCalls#inode */
    public long inode(int number) {
        return descriptors.inode(number);
    }
}
