// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import io.keepalive.agent.file.SpareDescriptors;
import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.SystemDefaults;
import io.keepalive.agent.time.Pause;

/**
 * Properties of the host that are read once. They are read while the process has spare descriptors, because a file that
 * cannot be opened looks like one that does not exist. On the agent's own thread.
 */
final class StartConditions {

    private final OpenDescriptors descriptors;
    private final KeepaliveSettings systemDefaults;
    private final int retransmissionLimit;

    private StartConditions(SocketCalls calls, AgentSockets agentSockets) {
        descriptors = calls.supportsTcpInfo() ? OpenDescriptors.ofThisProcess(agentSockets) : null;
        systemDefaults = SystemDefaults.read();
        retransmissionLimit = SystemDefaults.retransmissionLimit();
    }

    /**
     * Reads them, again if there were no spare descriptors at the end. Waits for descriptors without a limit.
     *
     * @param agentSockets the agent's own sockets
     * @param onWait is run every second during the wait
     */
    static StartConditions read(SocketCalls calls, AgentSockets agentSockets, Runnable onWait) {
        StartConditions conditions;
        do {
            awaitDescriptors(onWait);
            conditions = new StartConditions(calls, agentSockets);
        } while (!SpareDescriptors.areAvailable());
        // A descriptor may have become free by now.
        return conditions.descriptors == null ? new StartConditions(calls, agentSockets) : conditions;
    }

    /** Returns when the process has spare descriptors. */
    static void awaitDescriptors(Runnable onWait) {
        while (!SpareDescriptors.areAvailable()) {
            onWait.run();
            Pause.sleep(SpareDescriptors.RETRY_MILLIS);
        }
    }

    /** The descriptors of this process, or null if the system does not list them. */
    OpenDescriptors descriptors() {
        return descriptors;
    }

    /** The settings of a new socket. */
    KeepaliveSettings systemDefaults() {
        return systemDefaults;
    }

    /** The number of retransmissions after which the kernel gives a peer up. */
    int retransmissionLimit() {
        return retransmissionLimit;
    }
}
