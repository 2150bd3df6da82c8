package io.keepalive.agent.management;

/** What the agent has counted; since its start, where nothing else is said. Immutable. */
public final class AgentCounts {

    private final long connections;
    private final long suspectPeers;
    private final long deadPeers;
    private final long adopted;
    private final long appChanges;
    private final long agentErrors;

    /** The parameters are what the methods of the same name give. */
    public AgentCounts(
            long connections, long suspectPeers, long deadPeers, long adopted, long appChanges, long agentErrors) {
        this.connections = connections;
        this.suspectPeers = suspectPeers;
        this.deadPeers = deadPeers;
        this.adopted = adopted;
        this.appChanges = appChanges;
        this.agentErrors = agentErrors;
    }

    /** Open now. */
    public long connections() {
        return connections;
    }

    /** Suspect now: reported as suspect, and neither recovered nor dead. */
    public long suspectPeers() {
        return suspectPeers;
    }

    /** Found dead, whatever the cause. */
    public long deadPeers() {
        return deadPeers;
    }

    /** Connections that were found rather than seen being opened. */
    public long adopted() {
        return adopted;
    }

    /** Changes of keepalive options by the application, each of them. */
    public long appChanges() {
        return appChanges;
    }

    /** Failures inside the agent. */
    public long agentErrors() {
        return agentErrors;
    }
}
