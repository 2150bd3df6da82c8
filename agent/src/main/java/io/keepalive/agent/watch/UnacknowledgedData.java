package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.connection.PeerHealth;
import io.keepalive.agent.connection.Silence;
import io.keepalive.agent.kernel.TcpInfo;

/**
 * Finds the connections whose peer is silent while data waits for it: keepalive does not run then, and the busy timeout
 * applies. On the agent's own thread.
 */
final class UnacknowledgedData {

    /** Retransmissions or probes in a row that a peer which answers does not leave unanswered. */
    private static final int SILENT_FROM = 2;

    private final Connections connections;
    private final SendQueues queues;
    private long nowMillis;
    private long roundMillis;

    UnacknowledgedData(Connections connections, SendQueues queues) {
        this.connections = connections;
        this.queues = queues;
    }

    /**
     * A round begins.
     *
     * @param nowMillis by {@link io.keepalive.agent.time.MonotonicClock}
     * @param roundMillis the time between two rounds
     */
    void begin(long nowMillis, long roundMillis) {
        this.nowMillis = nowMillis;
        this.roundMillis = roundMillis;
    }

    /** Records since when the kernel has been recovering from lost data, before the check is recorded in the connection. */
    void markRecovering(PeerHealth health, Connection connection, int info) {
        if (TcpInfo.isRecovering(info) || TcpInfo.retransmits(info) > 0) {
            health.markRecovering(lastCheckMillis(connection));
        } else {
            health.markNotRecovering();
        }
    }

    /** {@link PeerHealth#UNKNOWN} where it was not seen before, and may have been in any state for any time. */
    private long lastCheckMillis(Connection connection) {
        if (connection.lastInfo() != TcpInfo.NONE) {
            return nowMillis - connection.sinceSeenMillis(nowMillis);
        }
        return connection.discoveredBy() == DiscoveredBy.INTERCEPTED ? connection.openedAtMillis() : PeerHealth.UNKNOWN;
    }

    /**
     * The peer leaves something unanswered. At the first check of a single retransmission or probe, the answer may be on its
     * way.
     *
     * @param isSecondCheck whether it did so at the last check as well
     */
    void check(PeerHealth health, Connection connection, int info, boolean isSecondCheck) {
        boolean inFlight = TcpInfo.retransmits(info) > 0;
        if (!inFlight && !queues.isWindowClosed(connection)) {
            connections.notSilentWithData(connection);
        } else if (isSecondCheck || Math.max(TcpInfo.probes(info), TcpInfo.retransmits(info)) >= SILENT_FROM) {
            long clockMillis = inFlight ? retransmittingAtMostMillis(health) : windowClosedAtMostMillis(connection);
            int attempts = TcpInfo.probes(info) + TcpInfo.retransmits(info);
            connections.silentWithData(connection, silence(health, clockMillis, attempts));
        }
    }

    /** An upper bound of the time since the first of these retransmissions, where the kernel's clock starts. */
    private long retransmittingAtMostMillis(PeerHealth health) {
        long since = health.recoveringSinceMillis();
        return since == PeerHealth.UNKNOWN ? Silence.UNKNOWN : nowMillis - since;
    }

    /** Not longer than the connection has been open. */
    private long windowClosedAtMostMillis(Connection connection) {
        long closedMillis = queues.windowClosedAtMostMillis(connection, nowMillis);
        return connection.discoveredBy() == DiscoveredBy.INTERCEPTED
                ? Math.min(closedMillis, connection.ageMillis(nowMillis))
                : closedMillis;
    }

    private Silence silence(PeerHealth health, long clockMillis, int attempts) {
        long silentMillis = nowMillis - health.unansweredSinceMillis();
        long lead = clockMillis == Silence.UNKNOWN ? Silence.UNKNOWN : Math.max(0, clockMillis - silentMillis);
        return new Silence(silentMillis, lead, attempts, roundMillis);
    }
}
