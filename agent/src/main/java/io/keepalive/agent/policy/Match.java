// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

/**
 * The conditions of a rule. A connection matches if it meets all given conditions; a condition that is left out always
 * holds.
 */
public final class Match {

    private static final Match EVERYTHING = new Match(null, null, null, null);

    private final Direction direction;
    private final Remote remote;
    private final PortRanges remotePorts;
    private final PortRanges localPorts;

    /**
     * @param direction the side that opened the connection, or null for either
     * @param remote the peer, or null for any
     * @param remotePorts the peer's port, or null for any
     * @param localPorts the port at this end, or null for any
     */
    public Match(Direction direction, Remote remote, PortRanges remotePorts, PortRanges localPorts) {
        this.direction = direction;
        this.remote = remote;
        this.remotePorts = remotePorts;
        this.localPorts = localPorts;
    }

    /** Matches every connection. */
    public static Match everything() {
        return EVERYTHING;
    }

    /**
     * Whether this connection meets the conditions. Allocates nothing but one copy of an IPv6 peer's address where a
     * condition on addresses is given. Checks the local port last, because it may cost a system call.
     */
    public boolean matches(Endpoints connection) {
        return (direction == null || direction == connection.direction())
                && (remotePorts == null || remotePorts.contains(connection.peerPort()))
                && (remote == null || remote.matches(connection))
                && (localPorts == null || localPorts.contains(connection.localPort()));
    }

    /** Whether the result depends on a host name, which only outbound connections have. */
    public boolean dependsOnHostName() {
        return direction != Direction.INBOUND && remote != null && remote.hasHostNames();
    }

    /** Whether no connection can ever match: accepted connections have no host name. */
    public boolean isImpossible() {
        return direction == Direction.INBOUND && remote != null && remote.needsHostName();
    }

    /**
     * Whether this certainly matches every connection that the other matches. False may also mean that it is undecided:
     * the entries of a list are compared one by one and not joined, except for ports.
     */
    public boolean covers(Match other) {
        return (direction == null || direction == other.direction)
                && (remote == null || other.remote != null && remote.covers(other.remote))
                && covers(remotePorts, other.remotePorts)
                && covers(localPorts, other.localPorts);
    }

    private static boolean covers(PortRanges these, PortRanges others) {
        return these == null || others != null && these.covers(others);
    }
}
