// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.management;

/** The agent's counts, since its start unless noted. Immutable. */
public final class AgentCounts {

    private final long connections;
    private final long suspectPeers;
    private final long stalledPeers;
    private final long deadPeers;
    private final long adopted;
    private final long appChanges;
    private final long agentErrors;

    /** Each parameter is the value of the method of the same name. */
    public AgentCounts(
            long connections,
            long suspectPeers,
            long stalledPeers,
            long deadPeers,
            long adopted,
            long appChanges,
            long agentErrors) {
        this.connections = connections;
        this.suspectPeers = suspectPeers;
        this.stalledPeers = stalledPeers;
        this.deadPeers = deadPeers;
        this.adopted = adopted;
        this.appChanges = appChanges;
        this.agentErrors = agentErrors;
    }

    /** Connections that are open now. */
    public long connections() {
        return connections;
    }

    /** Peers that are suspect now: reported, and neither recovered nor dead. */
    public long suspectPeers() {
        return suspectPeers;
    }

    /** Peers that are stalled now: reported, and neither recovered nor suspect nor dead. */
    public long stalledPeers() {
        return stalledPeers;
    }

    /** Dead peers, of every cause. */
    public long deadPeers() {
        return deadPeers;
    }

    /** Connections that were adopted, not intercepted while they opened. */
    public long adopted() {
        return adopted;
    }

    /** Changes of keepalive options by the application. */
    public long appChanges() {
        return appChanges;
    }

    /** Failures inside the agent. */
    public long agentErrors() {
        return agentErrors;
    }
}
