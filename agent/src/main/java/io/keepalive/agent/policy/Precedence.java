package io.keepalive.agent.policy;

/** Who wins when the application sets keepalive options itself. */
public enum Precedence {
    /** Whichever notices a dead peer sooner: nobody notices later than without the agent. */
    STRICTEST,
    /** The policy: whatever the application sets is put right. */
    AGENT,
    /** The application: what it has set explicitly stays. */
    APP,
    /** Explicit timings stay; a bare {@code setKeepAlive(false)} is put right. */
    FILL_GAPS
}
