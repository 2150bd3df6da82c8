package io.keepalive.agent.event.agent;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.EventFields;
import io.keepalive.agent.event.Level;

/** The agent has left the JVM. */
public final class AgentStopped extends Event {

    private final AgentIdentity agent;
    private final int connections;

    /**
     * @param agent who has left
     * @param connections how many it had looked after and given back
     * @param atMillis when, in milliseconds since 1970
     */
    public AgentStopped(AgentIdentity agent, int connections, long atMillis) {
        super("agent.stopped", Level.INFO, atMillis);
        this.agent = agent;
        this.connections = connections;
    }

    @Override
    public void addTo(EventFields fields) {
        agent.addTo(fields);
        fields.number("connections", connections);
    }

    @Override
    public String sentence() {
        return "stopped: " + connections + " open connections have what they had before the agent, and the JDK's"
                + " classes their own code; " + agent;
    }
}
