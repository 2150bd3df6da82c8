// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import io.keepalive.agent.file.SpareDescriptors;
import io.keepalive.agent.proc.TcpTable;
import java.io.File;
import java.util.HashSet;
import java.util.Set;

/**
 * The open descriptors of this process, and which of them are sockets. Makes system calls: for the agent's own thread.
 */
public final class OpenDescriptors {

    private static final String DIRECTORY = "/proc/self/fd";

    private final File directory = new File(DIRECTORY);
    private final DescriptorNumbers descriptors = DescriptorNumbers.ofThisJdk();
    private final AgentSockets agentSockets;

    private OpenDescriptors(AgentSockets agentSockets) {
        this.agentSockets = agentSockets;
    }

    /**
     * The descriptors of this process, or null where the system does not list them, as in some sandboxes. A process
     * without a free descriptor to read the list counts as one with a list: the watched connections are known or
     * checked by number, and the list is read again later.
     *
     * @param agentSockets the agent's own sockets, which are left out
     */
    public static OpenDescriptors ofThisProcess(AgentSockets agentSockets) {
        OpenDescriptors open = new OpenDescriptors(agentSockets);
        // Makes the JDK load its native library while a descriptor for that is known to be free.
        open.descriptors.inode(0);
        return open.descriptors.supportsInodes() && open.canBeListed() ? open : null;
    }

    /** Whether the system lists the descriptors of a process, for a process with a spare descriptor. */
    public static boolean areListed() {
        return new File(DIRECTORY).list() != null;
    }

    private boolean canBeListed() {
        return directory.list() != null || directory.isDirectory() && !SpareDescriptors.areAvailable();
    }

    /**
     * The number of open descriptors, without listing them: cheap, and available since Linux 6.2.
     *
     * @return the number, or 0 where the kernel does not give it
     */
    public long count() {
        return directory.length();
    }

    /**
     * The numbers of all open descriptors at one moment, in no order; null where /proc is hidden, or no descriptor is
     * free to read it.
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

    /** Whether one of them is a TCP socket that is not the agent's. */
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
     * The inode of the application's socket at this number, as in {@link SocketCalls#inode}.
     *
     * @return {@link SocketCalls#NO_SOCKET} also for one of the agent's sockets
     */
    public long inode(int number) {
        long inode = descriptors.inode(number);
        // After the inode has been read, as AgentSockets requires.
        return inode != SocketCalls.NO_SOCKET && agentSockets.contains(inode) ? SocketCalls.NO_SOCKET : inode;
    }
}
