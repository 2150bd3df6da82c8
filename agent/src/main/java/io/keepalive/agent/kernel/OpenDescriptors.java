package io.keepalive.agent.kernel;

import java.io.File;
import java.util.HashSet;
import java.util.Set;

/**
 * The descriptors of this process, and which of them are sockets. Costs system calls: for the agent's own thread.
 */
public final class OpenDescriptors {

    private final File directory = new File("/proc/self/fd");
    private final DescriptorNumbers descriptors = DescriptorNumbers.ofThisJdk();
    private final AgentSockets agents;

    private OpenDescriptors(AgentSockets agents) {
        this.agents = agents;
    }

    /**
     * Those of this process, or null where the system does not list them, as some sandboxes do not.
     *
     * @param agents that are no business of the watcher's
     */
    public static OpenDescriptors whereListed(AgentSockets agents) {
        OpenDescriptors open = new OpenDescriptors(agents);
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

    /** Whether a socket of TCP is among them that is none of the agent's. */
    boolean includeTcp() {
        Set<Long> sockets = new HashSet<>();
        for (int number : numbers()) {
            sockets.add(inode(number));
        }
        sockets.remove(SocketCalls.NO_SOCKET);
        return !sockets.isEmpty() && TcpTable.includesAny(sockets);
    }

    /**
     * The inode of the application's socket at this number, as {@link SocketCalls#inode} has it.
     *
     * @return {@link SocketCalls#NO_SOCKET} also for one of the agent's own
     */
    public long inode(int number) {
        long inode = descriptors.inode(number);
        // Asked after the descriptor has been looked at, as the agent's sockets want it.
        return inode != SocketCalls.NO_SOCKET && agents.include(inode) ? SocketCalls.NO_SOCKET : inode;
    }
}
