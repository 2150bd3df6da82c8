package io.keepalive.agent.connection;

/** How the agent came to know of a connection. */
public enum DiscoveredBy {
    /** A JDK method opened it while the agent was listening. */
    INTERCEPTED,
    /** It was found among the process's descriptors. */
    ADOPTED
}
