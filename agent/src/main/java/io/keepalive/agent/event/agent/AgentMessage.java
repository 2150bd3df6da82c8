package io.keepalive.agent.event.agent;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.EventFields;
import io.keepalive.agent.event.Level;

/** Something about the agent itself that is said in words, such as a hook that is not live. */
public final class AgentMessage extends Event {

    private final AgentIdentity agent;
    private final String label;
    private final String text;

    private AgentMessage(AgentIdentity agent, String name, Level level, String label, String text, long atMillis) {
        super(name, level, atMillis);
        this.agent = agent;
        this.label = label;
        this.text = text;
    }

    /** A mistake in the configuration, which is therefore not used. */
    public static AgentMessage configRejected(AgentIdentity agent, String mistake, long atMillis) {
        return new AgentMessage(agent, "config.rejected", Level.ERROR, "config rejected: ", mistake, atMillis);
    }

    /** A part of the agent does not work here, and the rest goes on. */
    public static AgentMessage limited(AgentIdentity agent, String what, long atMillis) {
        return new AgentMessage(agent, "agent.error", Level.ERROR, "agent limited: ", what, atMillis);
    }

    /** Something about the agent that is worth knowing, and no failure. */
    public static AgentMessage notice(AgentIdentity agent, String what, long atMillis) {
        return new AgentMessage(agent, "agent.notice", Level.INFO, "", what, atMillis);
    }

    @Override
    public void addTo(EventFields fields) {
        agent.addTo(fields);
        fields.text("message", text);
    }

    @Override
    public String sentence() {
        return label + text;
    }
}
