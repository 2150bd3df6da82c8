// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.attach.protocol;

/** What a request asks the agent to do. The names are part of the protocol. */
public enum CommandType {
    /** Return the mode, the settings and the counts. */
    STATUS,
    /** Return every open connection. */
    CONNECTIONS,
    /** Read the configuration again. */
    RELOAD,
    /** Start the agent, unless it is running. */
    ATTACH,
    /** Stop the agent. */
    DETACH
}
