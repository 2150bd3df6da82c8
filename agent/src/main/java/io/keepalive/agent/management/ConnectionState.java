package io.keepalive.agent.management;

/** How a connection is doing, as far as is known; the most troubled first. */
public enum ConnectionState {
    /** The peer has been found dead, and the application has not closed the connection yet. */
    DEAD,
    /** Probes or data go unanswered. */
    SUSPECT,
    /** The peer has closed and the application has not. */
    HALF_CLOSED,
    /** Nothing is wrong. */
    OPEN
}
