package io.keepalive.agent.report;

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
    protected void addTo(Facts facts) {
        agent.addTo(facts);
        facts.text("reason", reason);
    }

    @Override
    protected String sentence() {
        return "disabled: " + reason + "; " + agent;
    }
}
