package io.keepalive.agent.policy;

/** Who opened a connection. */
public enum Direction {
    /** The peer did, and this process accepted. */
    INBOUND,
    /** This process did. */
    OUTBOUND
}
