package io.keepalive.agent.runtime;

import io.keepalive.agent.file.SpareDescriptors;
import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.SystemDefaults;
import io.keepalive.agent.time.Pause;

/**
 * What is asked of the host once, and holds for as long as the agent runs. Asked while the process has descriptors to
 * spare, for what cannot be opened looks as if it were not there. On the agent's own thread.
 */
final class StartConditions {

    private final OpenDescriptors descriptors;
    private final KeepaliveSettings systemDefaults;
    private final int retransmissionLimit;

    private StartConditions(SocketCalls calls, AgentSockets agents) {
        descriptors = calls.supportsTcpInfo() ? OpenDescriptors.ofThisProcess(agents) : null;
        systemDefaults = SystemDefaults.read();
        retransmissionLimit = SystemDefaults.retransmissionLimit();
    }

    /**
     * Asks, and asks again where descriptors were lacking at its end. Waits for them for as long as it takes.
     *
     * @param agents that are none of the application's
     * @param toldOfWaiting is run every second while it has to wait
     */
    static StartConditions ask(SocketCalls calls, AgentSockets agents, Runnable toldOfWaiting) {
        StartConditions answers;
        do {
            awaitDescriptors(toldOfWaiting);
            answers = new StartConditions(calls, agents);
        } while (!SpareDescriptors.areAvailable());
        // What there was no descriptor for there may be one for a moment later.
        return answers.descriptors == null ? new StartConditions(calls, agents) : answers;
    }

    /** Returns when the process has descriptors to spare. */
    static void awaitDescriptors(Runnable toldOfWaiting) {
        while (!SpareDescriptors.areAvailable()) {
            toldOfWaiting.run();
            Pause.sleep(SpareDescriptors.RETRY_MILLIS);
        }
    }

    /** The descriptors of this process, or null where the system does not list them. */
    OpenDescriptors descriptors() {
        return descriptors;
    }

    /** What a socket has that nobody has set anything on. */
    KeepaliveSettings systemDefaults() {
        return systemDefaults;
    }

    /** How many retransmissions of data go unanswered before the kernel gives a peer up. */
    int retransmissionLimit() {
        return retransmissionLimit;
    }
}
