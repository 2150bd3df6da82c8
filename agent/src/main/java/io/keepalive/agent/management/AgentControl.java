// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.management;

import io.keepalive.agent.policy.Mode;
import java.util.List;

/**
 * Controls the running agent, from any thread but the agent's own. A method that only reads runs on the calling thread
 * and does not wait. A method that changes something runs on the agent's own thread, between two rounds, and returns
 * afterwards.
 *
 * <p>Every method throws {@link IllegalStateException} with a sentence for people if the agent has been detached, if
 * its thread does not run the change within 20 s, or if the calling thread is interrupted while it waits.
 */
public interface AgentControl {

    /** The version, the settings and the counts. Iterates over the open connections once. */
    AgentStatus status();

    /**
     * The open connections, in no particular order, with their present state in the kernel: six system calls and about
     * ten microseconds each. Empty while the mode is off.
     */
    List<ConnectionSnapshot> connections();

    /**
     * Reads the configuration again, changed or not. An invalid one is rejected and the one in force stays; so is one
     * whose file system does not answer within 5 s.
     */
    ReloadOutcome reload();

    /**
     * Sets the mode for new and open connections, overriding the configuration, until it is set again or {@link
     * #followConfiguredMode} is called. Reloads and changes of the file do not change it.
     */
    void setMode(Mode mode);

    /** Returns to the mode of the configuration. */
    void followConfiguredMode();

    /** Sets what closes the replies that are being written, before a checkpoint of the JVM. On the agent's own thread. */
    void beforeCheckpoint(Runnable close);

    /**
     * Stops the agent: restores on every open connection the options that it had before the agent or that the
     * application has set since, restores the JDK's classes, writes and closes the reports, and ends the agent's
     * threads.
     */
    void detach();
}
