package io.keepalive.agent.report;

/** The agent stands aside, and the application runs without it. */
public final class AgentDisabled extends Event {

    private final AgentIdentity agent;
    private final String reason;

    /**
     * @param agent who stands aside
     * @param reason why, in words for people
     * @param atMillis when, in milliseconds since 1970
     */
    public AgentDisabled(AgentIdentity agent, String reason, long atMillis) {
        super("agent.disabled", Level.WARN, atMillis);
        this.agent = agent;
        this.reason = reason;
    }

    @Override
    protected void addTo(Facts facts) {
        agent.addTo(facts);
        facts.text("reason", reason);
    }

    @Override
    protected String sentence() {
        return "disabled, the application runs without it: " + agent + ": " + reason;
    }
}
