package io.keepalive.agent.config;

/** Whether the application's main waits for the agent's hooks, as the configuration says. */
public enum StartOrder {
    /** It waits where something in the configuration holds only for connections that are seen opening. */
    AUTO,
    /** It waits. */
    WAIT,
    /** It goes on at once, beside the agent's start. */
    BESIDE;

    /** The longest that main waits, in milliseconds: whatever becomes of the agent, the application starts. */
    public static final int LONGEST_WAIT_MILLIS = 2_000;
}
