package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.ConnectionListener;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.connection.PeerHealth;
import io.keepalive.agent.connection.Silence;
import io.keepalive.agent.connection.SuspectReason;
import io.keepalive.agent.kernel.TcpInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the peer of one connection after the other by its TCP_INFO: whether it leaves probes unanswered, answers again,
 * has closed long ago, or is dead. When a peer is dead is decided by {@link Connections}.
 */
final class PeerWatch {

    /** Retransmissions or probes in a row that a peer which answers does not leave unanswered. */
    private static final int SILENT_FROM = 2;

    private final Connections connections;
    private final ConnectionListener listener;
    private final LocalNetworkState localNetwork;
    private final SendQueues sendQueues;
    private final List<GivenUp> givenUp = new ArrayList<>();

    private WatchSettings settings;
    private long nowMillis;
    private long roundMillis;

    PeerWatch(
            Connections connections,
            ConnectionListener listener,
            LocalNetworkState localNetwork,
            SendQueues sendQueues) {
        this.connections = connections;
        this.listener = listener;
        this.localNetwork = localNetwork;
        this.sendQueues = sendQueues;
    }

    /**
     * A round begins, in which each connection is checked at most once.
     *
     * @param nowMillis by {@link io.keepalive.agent.time.MonotonicClock}
     * @param roundMillis the time between two rounds
     */
    void begin(WatchSettings settings, long nowMillis, long roundMillis) {
        this.settings = settings;
        this.nowMillis = nowMillis;
        this.roundMillis = roundMillis;
    }

    /**
     * Whether {@link #check} decides anything: then the number must belong to the connection.
     *
     * @param info its TCP_INFO, which is not {@link TcpInfo#NONE}
     */
    static boolean needsDecision(Connection connection, int info) {
        int state = TcpInfo.state(info);
        return state == TcpInfo.CLOSE
                ? !connection.isDead()
                : state != TcpInfo.ESTABLISHED
                        || TcpInfo.probes(info) > 0
                        || TcpInfo.retransmits(info) > 0
                        || TcpInfo.isRecovering(info)
                        || connection.health() != null;
    }

    /** @param info its TCP_INFO, which is not {@link TcpInfo#NONE} */
    void check(Connection connection, int info) {
        int state = TcpInfo.state(info);
        if (state == TcpInfo.CLOSE) {
            checkEnded(connection, info);
        } else {
            if (!haveBothClosed(state)) {
                checkOpen(connection, info);
            }
            connection.recordInfo(info, nowMillis);
        }
    }

    /**
     * The descriptor of a connection is closed, and the close was not intercepted. A native transport closes it at once
     * when a call fails, before the next round; or the application has closed a connection that it did not need any more.
     */
    void vanished(Connection connection) {
        PeerHealth health = connection.health();
        boolean wasUnanswered = health != null && health.unansweredSinceMillis() > 0;
        if (wasUnanswered && !connection.isDead() && !localNetwork.isKept(connection)) {
            connections.vanished(connection, nowMillis);
        }
    }

    /** The kernels exchange their last segments; the application does not wait for such a peer. */
    private static boolean haveBothClosed(int state) {
        return state == TcpInfo.LAST_ACK || state == TcpInfo.CLOSING || state == TcpInfo.TIME_WAIT;
    }

    private void checkEnded(Connection connection, int info) {
        if (connections.isTimeout(connection, info, nowMillis)) {
            recordCutOff(connection);
            givenUp.add(new GivenUp(connection, info));
        } else if (connections.isReset(connection)) {
            reportReset(connection, info);
        }
    }

    /** If no round fell between the first unanswered probe and the death, the route has not been checked yet. */
    private void recordCutOff(Connection connection) {
        if (localNetwork.isCutOff(connection)) {
            connection.healthOrCreate().setCutOff(true);
        }
    }

    /**
     * Reports a reset in the next round: only the application's own call finds out whether the peer had closed before the
     * reset, and has one round to do so.
     */
    private void reportReset(Connection connection, int info) {
        if (connection.isMarkedClosed()) {
            connections.reportDead(connection, info, nowMillis);
        } else {
            connection.markClosed();
        }
    }

    /** Whether this round has found a peer that the kernel has given up and that has not been reported. */
    boolean hasGivenUp() {
        return !givenUp.isEmpty();
    }

    /**
     * Reports the peers that this round has found given up, unless the application's own call has done so meanwhile: the
     * kernel wakes it at the same moment, and its report has the exception.
     */
    void reportGivenUp() {
        for (GivenUp peer : givenUp) {
            connections.reportDead(peer.connection, peer.info, nowMillis);
        }
        givenUp.clear();
    }

    private void checkOpen(Connection connection, int info) {
        boolean unanswered = TcpInfo.probes(info) > 0 || TcpInfo.retransmits(info) > 0;
        boolean halfClosed = TcpInfo.state(info) == TcpInfo.CLOSE_WAIT;
        boolean recovering = TcpInfo.isRecovering(info);
        if (unanswered || recovering || halfClosed || localNetwork.isQueued(connection)) {
            checkUnwell(connection.healthOrCreate(), connection, info, unanswered, halfClosed);
        } else if (connection.health() != null) {
            recover(connection);
        }
    }

    private void checkUnwell(
            PeerHealth health, Connection connection, int info, boolean unanswered, boolean halfClosed) {
        health.setQueued(localNetwork.isQueued(connection), nowMillis);
        markRecovering(health, connection, info);
        if (unanswered) {
            checkUnanswered(health, connection, info);
        } else {
            connections.notSilentWithData(connection);
            if (health.markAnswered()) {
                listener.recovered(connection);
            }
        }
        if (halfClosed) {
            checkHalfClosed(health, connection);
        }
    }

    private void recover(Connection connection) {
        connections.notSilentWithData(connection);
        boolean wasSuspect = connection.health().isSuspect();
        connection.clearHealth();
        if (wasSuspect) {
            listener.recovered(connection);
        }
    }

    private void markRecovering(PeerHealth health, Connection connection, int info) {
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

    private void checkUnanswered(PeerHealth health, Connection connection, int info) {
        boolean isSecondCheck = health.unansweredSinceMillis() > 0;
        health.markUnanswered(nowMillis);
        checkData(health, connection, info, isSecondCheck);
        int probes = TcpInfo.probes(info);
        int retransmits = TcpInfo.retransmits(info);
        if (Math.max(probes, retransmits) >= settings.suspectAfter()) {
            health.setCutOff(localNetwork.isCutOff(connection));
            health.setSilentNeighbour(localNetwork.isSilentNeighbour(connection));
            if (health.markSuspect()) {
                listener.suspected(
                        connection, retransmits > 0 ? SuspectReason.RETRANSMISSIONS : SuspectReason.PROBES, info);
            }
        }
    }

    /**
     * Keepalive does not run while data waits. One retransmission or probe may be unanswered because the answer is on its way.
     */
    private void checkData(PeerHealth health, Connection connection, int info, boolean isSecondCheck) {
        boolean inFlight = TcpInfo.retransmits(info) > 0;
        boolean isWaiting = inFlight || sendQueues.isWindowClosed(connection);
        if (!isWaiting) {
            connections.notSilentWithData(connection);
        } else if (isSecondCheck || Math.max(TcpInfo.probes(info), TcpInfo.retransmits(info)) >= SILENT_FROM) {
            long silentMillis = nowMillis - health.unansweredSinceMillis();
            long clock = inFlight ? retransmittingAtMostMillis(health) : windowClosedAtMostMillis(connection);
            long lead = clock == Silence.UNKNOWN ? clock : Math.max(0, clock - silentMillis);
            connections.silentWithData(connection, new Silence(silentMillis, lead, roundMillis));
        }
    }

    private long retransmittingAtMostMillis(PeerHealth health) {
        long since = health.recoveringSinceMillis();
        return since == PeerHealth.UNKNOWN ? Silence.UNKNOWN : nowMillis - since;
    }

    private long windowClosedAtMostMillis(Connection connection) {
        return sendQueues.windowClosedAtMostMillis(connection, nowMillis);
    }

    private void checkHalfClosed(PeerHealth health, Connection connection) {
        health.markHalfClosed(nowMillis);
        long since = nowMillis - health.halfClosedSinceMillis();
        if (since >= settings.halfClosedAfterMillis() && health.markHalfCloseReported()) {
            listener.halfClosed(connection, since);
        }
    }

    /** A connection whose peer the kernel has given up, with its TCP_INFO: the descriptor may be closed soon. */
    private static final class GivenUp {
        private final Connection connection;
        private final int info;

        GivenUp(Connection connection, int info) {
            this.connection = connection;
            this.info = info;
        }
    }
}
