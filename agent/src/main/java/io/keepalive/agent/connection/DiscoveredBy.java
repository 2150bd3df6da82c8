// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

/** How the agent discovered a connection. */
public enum DiscoveredBy {
    /** A JDK method opened it, and a hook was live there. */
    INTERCEPTED,
    /** The watcher found it among the process's descriptors. */
    ADOPTED
}
