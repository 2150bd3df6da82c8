// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.peer.DetectedBy;
import io.keepalive.agent.peer.Diagnosis;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.text.ErrorText;
import io.keepalive.agent.text.ErrorText.Kind;
import io.keepalive.agent.time.MonotonicClock;
import java.io.FileDescriptor;

/**
 * Collects the evidence of a peer's death on each occasion, and reports the death once. {@link DeathCauseClassifier}
 * decides what a death is. Safe on any thread.
 */
final class DeathDetector {

    private final SocketCalls calls;
    private final ConnectionRegistry registry;
    private final PolicyEnforcer enforcer;
    private final ConnectionListener listener;
    private final int retransmissionLimit;

    /** @param retransmissionLimit the sysctl tcp_retries2 */
    DeathDetector(
            SocketCalls calls,
            ConnectionRegistry registry,
            PolicyEnforcer enforcer,
            ConnectionListener listener,
            int retransmissionLimit) {
        this.calls = calls;
        this.registry = registry;
        this.enforcer = enforcer;
        this.listener = listener;
        this.retransmissionLimit = retransmissionLimit;
    }

    void channelCallFailed(FileDescriptor descriptor, DetectedBy by, Throwable thrown) {
        Connection connection = registry.find(descriptor);
        if (connection != null && !connection.usesStreams()) {
            callFailed(connection, by, thrown);
        }
    }

    void callFailed(FileDescriptor descriptor, DetectedBy by, Throwable thrown) {
        Connection connection = registry.find(descriptor);
        if (connection != null) {
            callFailed(connection, by, thrown);
        }
    }

    private void callFailed(Connection connection, DetectedBy by, Throwable thrown) {
        if (isDeadOrOff(connection)) {
            return;
        }
        Kind error = ErrorText.classify(thrown);
        int info = connection.socket().info();
        boolean hasTcpInfo = calls.supportsTcpInfo();
        if (DeathCauseClassifier.isDeath(error, info, hasTcpInfo)
                && !connection.socket().isReplaced()
                && connection.markDead()) {
            long now = MonotonicClock.millis();
            ClosedConnectionEvidence evidence = evidence(error, info, settingsOf(connection))
                    .withHistoryOf(connection, ClosedConnectionEvidence.NEVER, now);
            Cause cause =
                    hasTcpInfo ? DeathCauseClassifier.cause(evidence) : DeathCauseClassifier.causeWithoutTcpInfo(error);
            report(connection, cause, by, evidence, now, Thread.currentThread().getName(), thrown);
        }
    }

    private boolean isDeadOrOff(Connection connection) {
        return connection.isDead() || enforcer.modeOf(connection.rule()) == Mode.OFF;
    }

    /**
     * The application closes this connection. A call that had begun before the hooks were live fails unseen, and the
     * watcher may not have checked the connection since. On the application's thread.
     */
    void closing(Connection connection) {
        if (isDeadOrOff(connection)) {
            return;
        }
        long now = MonotonicClock.millis();
        if (isTooYoungForTimeout(connection, now)) {
            return;
        }
        int info = connection.socket().info();
        if (TcpInfo.state(info) == TcpInfo.CLOSE && !connection.socket().isReplaced()) {
            ClosedConnectionEvidence evidence = evidence(Kind.OTHER, info, settingsOf(connection))
                    .withHistoryOf(connection, ClosedConnectionEvidence.NEVER, now);
            if (DeathCauseClassifier.isTimeout(evidence) && connection.markDead()) {
                reportByWatch(connection, evidence, now);
            }
        }
    }

    /** Saves short-lived connections a system call at their end. */
    private boolean isTooYoungForTimeout(Connection connection, long nowMillis) {
        KeepaliveSettings settings = connection.wanted();
        return settings != null
                && connection.health() == null
                && connection.discoveredBy() == DiscoveredBy.INTERCEPTED
                && connection.ageMillis(nowMillis) < DeathCauseClassifier.earliestMillis(settings, retransmissionLimit);
    }

    boolean isTimeout(Connection connection, int info, long nowMillis) {
        return isUnreportedEnd(connection)
                && DeathCauseClassifier.isTimeout(watchedEvidence(connection, info, nowMillis));
    }

    boolean isReset(Connection connection) {
        return isUnreportedEnd(connection) && connection.socket().hasPendingError() && connection.ownsNumber();
    }

    private static boolean isUnreportedEnd(Connection connection) {
        return !connection.isDead() && !DeathCauseClassifier.isOrderlyEnd(connection.lastInfo());
    }

    void reportDead(Connection connection, int info, long nowMillis) {
        if (!connection.isDead()) {
            ClosedConnectionEvidence evidence = watchedEvidence(connection, info, nowMillis);
            if (connection.markDead()) {
                reportByWatch(connection, evidence, nowMillis);
            }
        }
    }

    private ClosedConnectionEvidence watchedEvidence(Connection connection, int info, long nowMillis) {
        return evidence(Kind.OTHER, info, settingsOf(connection))
                .withHistoryOf(connection, connection.sinceSeenMillis(nowMillis), nowMillis);
    }

    void vanished(Connection connection, long nowMillis) {
        if (enforcer.modeOf(connection.rule()) == Mode.OFF) {
            return;
        }
        ClosedConnectionEvidence evidence = evidence(Kind.TIMED_OUT, connection.lastInfo(), knownSettings(connection))
                .withHistoryOf(connection, connection.sinceSeenMillis(nowMillis), nowMillis);
        if (DeathCauseClassifier.isTimeLimitReached(evidence) && connection.markDead()) {
            reportByWatch(connection, evidence, nowMillis);
        }
    }

    private ClosedConnectionEvidence evidence(Kind error, int info, KeepaliveSettings settings) {
        return new ClosedConnectionEvidence(error, info, settings, retransmissionLimit);
    }

    /** The options of the connection; the last known ones where its number may belong to another socket by now. */
    private static KeepaliveSettings settingsOf(Connection connection) {
        KeepaliveSettings read = connection.socket().read();
        KeepaliveSettings known = knownSettings(connection);
        if (known != null
                && (connection.socket().isClosing() || connection.socket().isReplaced())) {
            return known;
        }
        connection.recordActual(read);
        return read;
    }

    private static KeepaliveSettings knownSettings(Connection connection) {
        KeepaliveSettings known = connection.actual() == null ? connection.wanted() : connection.actual();
        int armed = connection.armedMillis();
        return known == null || armed == 0 ? known : known.with(KeepaliveOption.USER_TIMEOUT, armed);
    }

    private void reportByWatch(Connection connection, ClosedConnectionEvidence evidence, long nowMillis) {
        Cause cause = DeathCauseClassifier.cause(evidence);
        report(connection, cause, DetectedBy.WATCH, evidence, nowMillis, null, null);
    }

    private void report(
            Connection connection,
            Cause cause,
            DetectedBy by,
            ClosedConnectionEvidence evidence,
            long nowMillis,
            String thread,
            Throwable thrown) {
        connection.local();
        try {
            listener.died(new Death(
                    connection,
                    cause,
                    Diagnosis.of(connection.health(), cause),
                    by,
                    evidence.probes(),
                    evidence.retransmits(),
                    evidence.busyMillis(),
                    SilenceEstimator.millis(connection, evidence.settings(), evidence.probes(), cause, nowMillis),
                    connection.ageMillis(nowMillis),
                    System.currentTimeMillis(),
                    thread,
                    thrown));
        } catch (OutOfMemoryError notReported) {
            connection.undoMarkDead();
            throw notReported;
        }
    }
}
