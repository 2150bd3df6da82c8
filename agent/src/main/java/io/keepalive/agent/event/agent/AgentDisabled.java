package io.keepalive.agent.event.agent;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.EventFields;
import io.keepalive.agent.event.Level;

/** The agent stands aside. */
public final class AgentDisabled extends Event {

    private final AgentIdentity agent;
    private final String reason;

    /**
     * @param agent who stands aside
     * @param reason why, and what becomes of the application, in words for people
     * @param atMillis when, in milliseconds since 1970
     */
    public AgentDisabled(AgentIdentity agent, String reason, long atMillis) {
        super("agent.disabled", Level.WARN, atMillis);
        this.agent = agent;
        this.reason = reason;
    }

    @Override
    public void addTo(EventFields fields) {
        agent.addTo(fields);
        fields.text("reason", reason);
    }

    @Override
    public String sentence() {
        return "disabled: " + reason + "; " + agent;
    }
}
