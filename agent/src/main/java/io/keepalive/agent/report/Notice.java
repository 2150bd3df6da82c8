package io.keepalive.agent.report;

/** Something about the agent itself that is said in words, such as a hook that is not live. */
public final class Notice extends Event {

    private final AgentIdentity agent;
    private final String label;
    private final String text;

    private Notice(AgentIdentity agent, String name, Level level, String label, String text, long atMillis) {
        super(name, level, atMillis);
        this.agent = agent;
        this.label = label;
        this.text = text;
    }

    /** A mistake in the configuration, which is therefore not used. */
    public static Notice configRejected(AgentIdentity agent, String mistake, long atMillis) {
        return new Notice(agent, "config.rejected", Level.ERROR, "config rejected: ", mistake, atMillis);
    }

    /** A part of the agent does not work here, and the rest goes on. */
    public static Notice limited(AgentIdentity agent, String what, long atMillis) {
        return new Notice(agent, "agent.error", Level.ERROR, "agent limited: ", what, atMillis);
    }

    /** A part of the agent that did not work does so again. */
    public static Notice restored(AgentIdentity agent, String what, long atMillis) {
        return new Notice(agent, "agent.restored", Level.INFO, "agent restored: ", what, atMillis);
    }

    @Override
    protected void addTo(Facts facts) {
        agent.addTo(facts);
        facts.text("message", text);
    }

    @Override
    protected String sentence() {
        return label + text;
    }
}
