package io.keepalive.agent.attach.protocol;

/** What a request is for. */
public enum CommandType {
    /** Who the agent is, and what it has counted. */
    STATUS,
    /** Every open connection. */
    CONNECTIONS,
    /** Read the configuration again. */
    RELOAD,
    /** Start the agent, if there is none. */
    ATTACH,
    /** End the agent. */
    DETACH
}
