package io.keepalive.agent.report;

/** The agent has ended its work. */
public final class AgentStopped extends Event {

    private final AgentIdentity agent;
    private final String reason;

    /**
     * @param agent who stopped
     * @param reason what ended it, in words for people
     * @param atMillis when, in milliseconds since 1970
     */
    public AgentStopped(AgentIdentity agent, String reason, long atMillis) {
        super("agent.stopped", Level.INFO, atMillis);
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
        return "stopped: " + agent + ": " + reason;
    }
}
