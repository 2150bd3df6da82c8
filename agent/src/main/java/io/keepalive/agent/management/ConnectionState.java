// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.management;

/** The state of a connection, the worst first. */
public enum ConnectionState {
    /** The peer is dead, and the application has not closed the connection. */
    DEAD,
    /** Probes or data are unanswered. */
    SUSPECT,
    /** The peer's host answers, and its application does not read what waits to be sent. */
    STALLED,
    /** The peer has closed the connection, the application has not. */
    HALF_CLOSED,
    /** A healthy connection. */
    OPEN
}
