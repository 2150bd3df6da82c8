package io.keepalive.agent.connection;

import io.keepalive.agent.text.EnumWord;

/** Why the kernel gave a peer up. */
public enum Cause {
    /** As many probes as the count allows went unanswered on an idle connection. */
    KEEPALIVE_TIMEOUT,
    /** Data in flight went unacknowledged for too long. */
    RETRANSMISSION_TIMEOUT,
    /** The user timeout ended a connection whose peer answered but did not read. */
    BACKPRESSURE_TIMEOUT,
    /** This host lost its route, address or interface. */
    LOCAL_NETWORK,
    /** The peer's host said that it knows no such connection, or its application aborted it. */
    RESET,
    /** The network said that the peer cannot be reached. */
    UNREACHABLE,
    /** The evidence does not tell. */
    UNKNOWN;

    private final String label = EnumWord.of(this);

    /** The name used in logs and metrics, such as {@code keepalive_timeout}. */
    public String label() {
        return label;
    }
}
