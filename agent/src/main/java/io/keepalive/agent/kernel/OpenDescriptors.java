package io.keepalive.agent.kernel;

import io.keepalive.agent.file.SpareDescriptors;
import io.keepalive.agent.proc.TcpTable;
import java.io.File;
import java.util.HashSet;
import java.util.Set;

/**
 * The descriptors of this process, and which of them are sockets. Costs system calls: for the agent's own thread.
 */
public final class OpenDescriptors {

    private final File directory = new File("/proc/self/fd");
    private final DescriptorNumbers descriptors = DescriptorNumbers.ofThisJdk();
    private final AgentSockets agentSockets;

    private OpenDescriptors(AgentSockets agentSockets) {
        this.agentSockets = agentSockets;
    }

    /**
     * Those of this process, or null where the system does not list them, as some sandboxes do not. Where the process has
     * no descriptor left to list them by, it is believed to: what is watched is known or asked for by its number, and the
     * list is tried again.
     *
     * @param agentSockets that are no business of the watcher's
     */
    public static OpenDescriptors ofThisProcess(AgentSockets agentSockets) {
        OpenDescriptors open = new OpenDescriptors(agentSockets);
        // Has the JDK's native library loaded, while the agent knows that there is a descriptor for that.
        open.descriptors.inode(0);
        return open.descriptors.supportsInodes() && open.canBeListed() ? open : null;
    }

    private boolean canBeListed() {
        return directory.list() != null || directory.isDirectory() && !SpareDescriptors.areAvailable();
    }

    /**
     * How many descriptors are open, themselves not listed: cheap, and told by the kernel since Linux 6.2.
     *
     * @return the number, or 0 where the kernel does not tell
     */
    public long count() {
        return directory.length();
    }

    /**
     * The numbers of all open descriptors at one moment, in no order; null where /proc is hidden, or this process has no
     * descriptor left to read it by.
     */
    public int[] numbers() {
        String[] names = directory.list();
        if (names == null) {
            return null;
        }
        int[] numbers = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            numbers[i] = Integer.parseInt(names[i]);
        }
        return numbers;
    }

    /** Whether a socket of TCP is among them that is none of the agent's. */
    boolean hasTcpSocket() {
        int[] numbers = numbers();
        Set<Long> sockets = new HashSet<>();
        for (int i = 0; numbers != null && i < numbers.length; i++) {
            sockets.add(inode(numbers[i]));
        }
        sockets.remove(SocketCalls.NO_SOCKET);
        return !sockets.isEmpty() && TcpTable.containsAny(sockets);
    }

    /**
     * The inode of the application's socket at this number, as {@link SocketCalls#inode} has it.
     *
     * @return {@link SocketCalls#NO_SOCKET} also for one of the agent's own
     */
    public long inode(int number) {
        long inode = descriptors.inode(number);
        // Asked after the descriptor has been looked at, as the agent's sockets want it.
        return inode != SocketCalls.NO_SOCKET && agentSockets.contains(inode) ? SocketCalls.NO_SOCKET : inode;
    }
}
