package io.keepalive.agent.policy;

/** What the agent does with a connection. */
public enum Mode {
    /** Put the policy on it, and report. */
    ENFORCE,
    /** Change nothing, and report. */
    OBSERVE,
    /** Neither change nor report. */
    OFF
}
