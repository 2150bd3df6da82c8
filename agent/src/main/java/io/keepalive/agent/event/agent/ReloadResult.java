package io.keepalive.agent.event.agent;

/** What became of a configuration that was read while the agent runs. */
public enum ReloadResult {
    /** It is in force. */
    RELOADED,
    /** It is wrong, and the one before it stays in force. */
    REJECTED
}
