package io.keepalive.agent.management;

import io.keepalive.agent.policy.Mode;
import java.util.List;

/**
 * What can be asked of the running agent and done with it. Callers are any thread but the agent's own. What only reads
 * answers at once, from the calling thread, and holds up nobody; what changes something is done on the agent's own
 * thread, between two of its rounds, and has been done when the call returns.
 *
 * <p>Everything here throws {@link IllegalStateException} with a sentence for people where the agent has been detached
 * meanwhile, its thread has not come to it within 20 s, or the calling thread is interrupted while it waits.
 */
public interface AgentControl {

    /** Who the agent is, how it is set, and what it has counted. Goes through the open connections once. */
    AgentStatus status();

    /**
     * The open connections, with what the kernel says of each at this moment: six system calls for one, some ten
     * microseconds. None while the mode is off. In no particular order.
     */
    List<ConnectionSnapshot> connections();

    /**
     * Reads the configuration again now, changed or not. A wrong one is rejected and the one in force stays; so is one
     * whose file system does not answer within 5 s.
     */
    ReloadOutcome reload();

    /**
     * Sets the mode, whatever the configuration says, on new and on open connections. It holds, through reloads and
     * changes of the file too, until it is set again or {@linkplain #followConfiguredMode given back}.
     */
    void setMode(Mode mode);

    /** Gives the mode back to the configuration. */
    void followConfiguredMode();

    /**
     * Ends the agent: puts back on every open connection what it had before the agent or what the application has set
     * since, takes the advice out of the JDK's classes again, writes and closes the reports, and ends the agent's
     * threads.
     */
    void detach();
}
