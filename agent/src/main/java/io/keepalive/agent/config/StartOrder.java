package io.keepalive.agent.config;

/** The setting {@code start}: whether the application's main waits for the agent's hooks. */
public enum StartOrder {
    /** Main waits where something in the configuration applies only to connections that the agent sees opening. */
    AUTO,
    /** Main waits. */
    WAIT,
    /** Main runs at once, in parallel with the agent's start. */
    BESIDE;

    /** The longest time that main waits, in milliseconds. Then the application starts whatever state the agent is in. */
    public static final int LONGEST_WAIT_MILLIS = 2_000;
}
