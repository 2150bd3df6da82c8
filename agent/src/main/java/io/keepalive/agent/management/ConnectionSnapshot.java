package io.keepalive.agent.management;

import io.keepalive.agent.caller.CallSite;
import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.connection.PeerHealth;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.policy.Mode;
import java.net.InetSocketAddress;

/** A connection at one moment: what the agent knows of it, and what the kernel says. Immutable. */
public final class ConnectionSnapshot {

    private final Connection connection;
    private final Mode mode;
    private final ConnectionState state;
    private final KeepaliveSettings settings;
    private final int info;
    private final String rule;
    private final InetSocketAddress local;
    private final long ageMillis;

    private ConnectionSnapshot(Connection connection, Mode mode, int info, long nowMillis) {
        this.connection = connection;
        this.mode = mode;
        this.info = info;
        this.state = stateOf(connection, info);
        this.settings = connection.socket().read();
        this.rule = connection.rule().name();
        this.local = connection.local();
        this.ageMillis = connection.ageMillis(nowMillis);
    }

    /**
     * Asks the kernel.
     *
     * @param mode what the agent does with it
     * @param nowMillis by {@link io.keepalive.agent.time.MonotonicClock}
     * @return null where the connection has just been closed, or its number stands for another by now
     */
    public static ConnectionSnapshot of(Connection connection, Mode mode, long nowMillis) {
        int info = connection.socket().info();
        ConnectionSnapshot snapshot = new ConnectionSnapshot(connection, mode, info, nowMillis);
        return !connection.ownsNumber() || snapshot.settings.enabled() == KeepaliveSettings.UNKNOWN ? null : snapshot;
    }

    private static ConnectionState stateOf(Connection connection, int info) {
        PeerHealth trouble = connection.health();
        if (connection.isDead()) {
            return ConnectionState.DEAD;
        }
        if (trouble != null && trouble.isSuspect()) {
            return ConnectionState.SUSPECT;
        }
        return TcpInfo.state(info) == TcpInfo.CLOSE_WAIT ? ConnectionState.HALF_CLOSED : ConnectionState.OPEN;
    }

    /** Counts up from 1 in this process. */
    public long id() {
        return connection.id();
    }

    /** Who opened it: this process, or its peer. */
    public Direction direction() {
        return connection.direction();
    }

    /** The address and port at this end, or null where it was gone before anybody asked. */
    public InetSocketAddress local() {
        return local;
    }

    /** The peer's address and port, or null where nobody knows them any more. */
    public InetSocketAddress peer() {
        return connection.peer();
    }

    /** The peer's host as the application wrote it, or null. */
    public String peerHost() {
        return connection.peerHost();
    }

    /** The name of the rule that holds. */
    public String rule() {
        return rule;
    }

    /** What the agent does with it: sets its options, only observes it, or leaves it alone. */
    public Mode mode() {
        return mode;
    }

    public ConnectionState state() {
        return state;
    }

    /** What the kernel says that it has. */
    public KeepaliveSettings settings() {
        return settings;
    }

    /** Unanswered keepalive or zero-window probes, 0 to 255. */
    public int probes() {
        return TcpInfo.probes(info);
    }

    /** Unanswered retransmissions of the data in flight, 0 to 255. */
    public int retransmits() {
        return TcpInfo.retransmits(info);
    }

    /** Since it was opened, or for an adopted one since it was found, in milliseconds. */
    public long ageMillis() {
        return ageMillis;
    }

    /** The thread that opened it, or null for an adopted one. */
    public String openedByThread() {
        return connection.openedByThread();
    }

    /** The call that opened it, as in {@code com.acme.Pool.open(Pool.java:33)}; null unless {@code stack-traces: opened}. */
    public String openedAt() {
        StackTraceElement frame = connection.openedAt() == null ? null : CallSite.of(connection.openedAt());
        return frame == null ? null : CallSite.text(frame);
    }

    /** How the agent came to know of it. */
    public DiscoveredBy via() {
        return connection.discoveredBy();
    }
}
