package io.keepalive.agent.policy;

/** Which connections a rule is for: all that is given must hold. Whatever is left out holds for every connection. */
public final class Match {

    private static final Match EVERYTHING = new Match(null, null, null, null);

    private final Direction direction;
    private final Remote remote;
    private final PortRanges remotePorts;
    private final PortRanges localPorts;

    /**
     * @param direction who opened the connection, or null for either
     * @param remote its peer, or null for any
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
     * Whether this connection is one of them. Allocates nothing, save one copy of the address for an IPv6 peer where
     * addresses are asked for. The local port, which may cost a system call, is looked at last.
     */
    public boolean matches(Endpoints connection) {
        return (direction == null || direction == connection.direction())
                && (remotePorts == null || remotePorts.contains(connection.peerPort()))
                && (remote == null || remote.matches(connection))
                && (localPorts == null || localPorts.contains(connection.localPort()));
    }

    /** Whether it takes the host name of a connection to tell: accepted ones have none. */
    public boolean dependsOnHostName() {
        return direction != Direction.INBOUND && remote != null && remote.hasHostNames();
    }

    /** Whether no connection can ever match: accepted ones come without a host name. */
    public boolean isImpossible() {
        return direction == Direction.INBOUND && remote != null && remote.needsHostName();
    }

    /**
     * Whether this certainly matches whatever the other matches. False may also mean that it could not be told: the
     * entries of a list are compared one by one, not joined, save for ports.
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
