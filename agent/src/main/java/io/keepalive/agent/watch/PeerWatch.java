// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.ConnectionListener;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.peer.PeerHealth;
import io.keepalive.agent.peer.SuspectReason;
import io.keepalive.agent.policy.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks the peer of one connection after the other by its TCP_INFO: whether it leaves probes unanswered, answers again,
 * has closed long ago, or is dead. When a peer is dead is decided by {@link Connections}.
 */
final class PeerWatch {

    /** Bounds the memory: reloads may bring any number of names. */
    private static final int MAX_EXPLAINED = 1_000;

    private final Connections connections;
    private final ConnectionListener listener;
    private final LocalNetworkState localNetwork;
    private final UnacknowledgedData data;
    private final PeerDiagnosis diagnosis;
    private final StallDetector stalls;
    private final List<Connection> silent = new ArrayList<>();
    private final List<Connection> newSuspects = new ArrayList<>();
    private final List<GivenUp> givenUp = new ArrayList<>();
    private final List<Connection> vanished = new ArrayList<>();
    private final Set<String> explainedRules = new HashSet<>();

    private WatchSettings settings;
    private long nowMillis;

    PeerWatch(
            Connections connections,
            ConnectionListener listener,
            LocalNetworkState localNetwork,
            UnacknowledgedData data,
            PeerDiagnosis diagnosis,
            StallDetector stalls) {
        this.connections = connections;
        this.listener = listener;
        this.localNetwork = localNetwork;
        this.data = data;
        this.diagnosis = diagnosis;
        this.stalls = stalls;
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
        data.begin(nowMillis, roundMillis);
        stalls.begin(settings);
        silent.clear();
        vanished.clear();
        diagnosis.begin(connections.policy(), nowMillis);
    }

    /** All connections have been checked: diagnoses the silent ones, and reports those that have become suspect. */
    void reportSuspects() {
        diagnose();
        silent.clear();
        for (int i = 0; i < newSuspects.size(); i++) {
            reportSuspect(newSuspects.get(i));
        }
        newSuspects.clear();
    }

    /** Reports do not depend on their diagnosis. */
    private void diagnose() {
        try {
            diagnosis.diagnose(silent);
        } catch (RuntimeException | Error failure) {
            listener.agentError("diagnosis", failure);
        }
    }

    /** Unless a call of the application has reported it as dead meanwhile. */
    private void reportSuspect(Connection connection) {
        PeerHealth health = connection.health();
        if (health != null && health.isSuspect() && !connection.isDead()) {
            int info = connection.lastInfo();
            boolean retransmits = TcpInfo.retransmits(info) > 0;
            SuspectReason reason = retransmits ? SuspectReason.RETRANSMISSIONS : SuspectReason.PROBES;
            boolean explains = retransmits && isFirstWithoutLimit(connection);
            listener.suspected(connection, reason, info, explains ? connections.retransmissionLimit() : 0);
        }
    }

    /** Whether only tcp_retries2 ends the wait for its data, and it is the first one under its rule. */
    private boolean isFirstWithoutLimit(Connection connection) {
        Rule rule = connection.rule();
        KeepaliveSettings actual = connection.actual();
        boolean limited = rule == null || rule.busyTimeout().isOn() || actual != null && actual.userTimeoutMillis() > 0;
        return !limited && explainedRules.size() < MAX_EXPLAINED && explainedRules.add(rule.name());
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
     * {@link #removeVanished} finds out which.
     */
    void vanished(Connection connection) {
        vanished.add(connection);
    }

    /**
     * All connections have been checked, or a check has failed: removes those that have vanished, and reports the peers that the kernel had given
     * up. Its list of connections is read once, and after the last of them has vanished: a list from before may still have
     * one whose peer was given up a moment later.
     */
    void removeVanished() {
        for (int i = 0; i < vanished.size(); i++) {
            Connection connection = vanished.get(i);
            if (!connection.socket().isClosing()) {
                reportIfGivenUp(connection);
                connections.remove(connection);
            }
        }
        vanished.clear();
    }

    private void reportIfGivenUp(Connection connection) {
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
            silent.add(connection);
            givenUp.add(new GivenUp(connection, info));
        } else if (connections.isReset(connection)) {
            reportReset(connection, info);
        } else if (connections.isOrderlyEnd(connection)) {
            connection.clearHealth();
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
        boolean waits = localNetwork.isQueued(connection) || stalls.isStalled(connection);
        if (unanswered || recovering || halfClosed || waits) {
            checkUnwell(connection.healthOrCreate(), connection, info, unanswered, halfClosed);
        } else if (connection.health() != null) {
            recover(connection);
        }
    }

    private void checkUnwell(
            PeerHealth health, Connection connection, int info, boolean unanswered, boolean halfClosed) {
        health.setQueued(localNetwork.isQueued(connection), nowMillis);
        data.markRecovering(health, connection, info);
        if (unanswered) {
            checkUnanswered(health, connection, info);
        } else {
            connections.notSilentWithData(connection);
            recordAnswer(health, connection);
            if (health.markAnswered()) {
                listener.recovered(connection);
            }
        }
        stalls.check(health, connection);
        if (halfClosed) {
            checkHalfClosed(health, connection);
        }
    }

    private void recover(Connection connection) {
        connections.notSilentWithData(connection);
        PeerHealth health = connection.health();
        recordAnswer(health, connection);
        connection.clearHealth();
        if (health.isSuspect() || health.isStalled()) {
            listener.recovered(connection);
        }
    }

    /** Its peer was silent at the last check and is not any more: it was heard in between. */
    private void recordAnswer(PeerHealth health, Connection connection) {
        if (health.unansweredSinceMillis() > 0) {
            connection.recordHeard(nowMillis - connection.sinceSeenMillis(nowMillis), nowMillis);
        }
    }

    private void checkUnanswered(PeerHealth health, Connection connection, int info) {
        int probes = TcpInfo.probes(info);
        int retransmits = TcpInfo.retransmits(info);
        boolean hasAnswered = probes + retransmits < attemptsBefore(connection);
        boolean isSecondCheck = health.unansweredSinceMillis() > 0 && !hasAnswered;
        if (hasAnswered) {
            connections.notSilentWithData(connection);
            health.beginSilence(nowMillis);
        }
        health.markUnanswered(nowMillis);
        data.check(health, connection, info, isSecondCheck);
        if (Math.max(probes, retransmits) >= settings.suspectAfter()) {
            health.setCutOff(localNetwork.isCutOff(connection));
            health.setSilentNeighbour(localNetwork.isSilentNeighbour(connection));
            silent.add(connection);
            if (health.markSuspect()) {
                newSuspects.add(connection);
            }
        }
    }

    /** Fewer than at the last check means that the peer has answered in between. */
    private static int attemptsBefore(Connection connection) {
        return TcpInfo.probes(connection.lastInfo()) + TcpInfo.retransmits(connection.lastInfo());
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
