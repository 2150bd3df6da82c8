// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.management;

import io.keepalive.agent.caller.CallSite;
import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.peer.PeerHealth;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.policy.Mode;
import java.net.InetSocketAddress;

/** A connection at one moment: the agent's record of it and its state in the kernel. Immutable. */
public final class ConnectionSnapshot {

    private final Connection connection;
    private final Mode mode;
    private final ConnectionState state;
    private final KeepaliveSettings settings;
    private final int info;
    private final int busyTimeoutMillis;
    private final boolean armed;
    private final String rule;
    private final InetSocketAddress local;
    private final long ageMillis;

    private ConnectionSnapshot(Connection connection, Mode mode, int busyTimeoutMillis, int info, long nowMillis) {
        this.connection = connection;
        this.mode = mode;
        this.info = info;
        this.state = stateOf(connection, info);
        this.settings = connection.socket().read();
        this.busyTimeoutMillis = busyTimeoutMillis;
        this.armed = connection.armedMillis() > 0 && settings.userTimeoutMillis() == connection.armedMillis();
        this.rule = connection.rule().name();
        this.local = connection.local();
        this.ageMillis = connection.ageMillis(nowMillis);
    }

    /**
     * Reads the connection's state from the kernel.
     *
     * @param mode the mode for this connection
     * @param busyTimeoutMillis how long the agent lets a silent peer leave data unacknowledged; 0 for no limit
     * @param nowMillis the time of {@link io.keepalive.agent.time.MonotonicClock}
     * @return null if the connection has been closed, or its descriptor number belongs to another socket by now
     */
    public static ConnectionSnapshot of(Connection connection, Mode mode, int busyTimeoutMillis, long nowMillis) {
        int info = connection.socket().info();
        ConnectionSnapshot snapshot = new ConnectionSnapshot(connection, mode, busyTimeoutMillis, info, nowMillis);
        return !connection.ownsNumber() || snapshot.settings.enabled() == KeepaliveSettings.UNKNOWN ? null : snapshot;
    }

    private static ConnectionState stateOf(Connection connection, int info) {
        PeerHealth health = connection.health();
        if (connection.isDead()) {
            return ConnectionState.DEAD;
        }
        if (health != null && health.isSuspect()) {
            return ConnectionState.SUSPECT;
        }
        if (health != null && health.isStalled()) {
            return ConnectionState.STALLED;
        }
        return TcpInfo.state(info) == TcpInfo.CLOSE_WAIT ? ConnectionState.HALF_CLOSED : ConnectionState.OPEN;
    }

    /** A number that counts from 1 in this process. */
    public long id() {
        return connection.id();
    }

    /** Whether this process or the peer opened it. */
    public Direction direction() {
        return connection.direction();
    }

    /** The local address and port, or null if the connection was closed before they were read. */
    public InetSocketAddress local() {
        return local;
    }

    /** The peer's address and port, or null if they are no longer available. */
    public InetSocketAddress peer() {
        return connection.peer();
    }

    /** The peer's host name as the application passed it, or null. */
    public String peerHost() {
        return connection.peerHost();
    }

    /** The name of the rule that applies. */
    public String rule() {
        return rule;
    }

    /** Whether the agent sets its options, only observes it, or ignores it. */
    public Mode mode() {
        return mode;
    }

    public ConnectionState state() {
        return state;
    }

    /** Its socket options, as read from the kernel. */
    public KeepaliveSettings settings() {
        return settings;
    }

    /** How long the agent lets a silent peer leave data unacknowledged, in milliseconds; 0 where it sets no limit. */
    public int busyTimeoutMillis() {
        return busyTimeoutMillis;
    }

    /** Whether the agent has set the user timeout for that, until the peer answers. */
    public boolean isUserTimeoutArmed() {
        return armed;
    }

    /** Unanswered keepalive or zero-window probes, 0 to 255. */
    public int probes() {
        return TcpInfo.probes(info);
    }

    /** Unanswered retransmissions of the data in flight, 0 to 255. */
    public int retransmits() {
        return TcpInfo.retransmits(info);
    }

    /** The time since it was opened or adopted, in milliseconds. */
    public long ageMillis() {
        return ageMillis;
    }

    /** The thread that opened it, or null for an adopted one. */
    public String openedByThread() {
        return connection.openedByThread();
    }

    /**
     * The call that opened it, as in {@code com.acme.Pool.open(Pool.java:33)}; null unless {@code stack-traces:
     * opened}.
     */
    public String openedAt() {
        StackTraceElement frame = connection.openedAt() == null ? null : CallSite.of(connection.openedAt());
        return frame == null ? null : CallSite.text(frame);
    }

    /** Whether it was intercepted or adopted. */
    public DiscoveredBy via() {
        return connection.discoveredBy();
    }
}
