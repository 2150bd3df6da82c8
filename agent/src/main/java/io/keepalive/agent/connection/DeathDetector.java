package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.text.ErrorText;
import io.keepalive.agent.text.ErrorText.Kind;
import io.keepalive.agent.time.MonotonicClock;
import java.io.FileDescriptor;

/** Tells a peer's death from other ends, finds its cause, and has it reported once. Safe on any thread. */
final class DeathDetector {

    private final SocketCalls calls;
    private final ConnectionRegistry registry;
    private final PolicyEnforcer enforcer;
    private final ConnectionListener listener;
    private final int retransmissionLimit;

    /**
     * @param retransmissionLimit the sysctl tcp_retries2
     */
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

    /**
     * A read or a write has thrown below the API that the application uses. Where it uses a Socket's streams, they turn
     * the exception into another and {@link #callFailed} is told of that one.
     */
    void channelCallFailed(FileDescriptor descriptor, DetectedBy by, Throwable thrown) {
        Connection connection = registry.find(descriptor);
        if (connection != null && !connection.usesStreams()) {
            failed(connection, by, thrown);
        }
    }

    /** A read or a write of the application has thrown this: perhaps because its peer is dead. On its thread. */
    void callFailed(FileDescriptor descriptor, DetectedBy by, Throwable thrown) {
        Connection connection = registry.find(descriptor);
        if (connection != null) {
            failed(connection, by, thrown);
        }
    }

    private void failed(Connection connection, DetectedBy by, Throwable thrown) {
        if (connection.isDead() || enforcer.modeOf(connection.rule()) == Mode.OFF) {
            return;
        }
        Kind meaning = ErrorText.classify(thrown);
        int info = connection.socket().info();
        if (isDeath(meaning, info) && !connection.socket().isReplaced() && connection.markDead()) {
            long now = MonotonicClock.millis();
            KeepaliveSettings settings = settingsOf(connection);
            ClosedConnectionEvidence evidence =
                    evidence(meaning, info, settings).from(connection, ClosedConnectionEvidence.NEVER, now);
            Cause cause = calls.supportsTcpInfo() ? DeathCauseClassifier.of(evidence) : withoutCounts(meaning);
            tell(
                    connection,
                    cause,
                    by,
                    info,
                    settings,
                    now,
                    Thread.currentThread().getName(),
                    thrown);
        }
    }

    /**
     * The kernel has closed the connection, and not because either end had closed it: then the write says EPIPE. A time
     * limit of the application's own, or its close in another thread, leaves the kernel's state as it was.
     */
    private boolean isDeath(Kind meaning, int info) {
        if (meaning == Kind.BROKEN_PIPE) {
            return false;
        }
        return calls.supportsTcpInfo() ? TcpInfo.state(info) == TcpInfo.CLOSE : meaning != Kind.OTHER;
    }

    private static Cause withoutCounts(Kind meaning) {
        switch (meaning) {
            case RESET:
                return Cause.RESET;
            case UNREACHABLE:
                return Cause.UNREACHABLE;
            default:
                return Cause.UNKNOWN;
        }
    }

    /**
     * Whether the kernel has given up the peer of a connection that it has closed, by its own account: nobody has read
     * or written.
     *
     * @param sinceSeenMillis how long ago the connection was seen alive
     * @param nowMillis by {@link MonotonicClock}
     */
    boolean isTimeout(Connection connection, int info, long sinceSeenMillis, long nowMillis) {
        return DeathCauseClassifier.isTimeout(
                evidence(Kind.OTHER, info, settingsOf(connection)).from(connection, sinceSeenMillis, nowMillis));
    }

    /**
     * The application closes this connection. Where its call had begun before the agent came, nobody has seen that call
     * fail, and the watcher may not have looked since. On the application's thread.
     */
    void closing(Connection connection) {
        if (connection.isDead() || enforcer.modeOf(connection.rule()) == Mode.OFF) {
            return;
        }
        long now = MonotonicClock.millis();
        if (isTooYoungForATimeout(connection, now)) {
            return;
        }
        int info = connection.socket().info();
        if (TcpInfo.state(info) == TcpInfo.CLOSE
                && !connection.socket().isReplaced()
                && isTimeout(connection, info, ClosedConnectionEvidence.NEVER, now)) {
            seen(connection, info, ClosedConnectionEvidence.NEVER, now);
        }
    }

    /** Spares connections that live for a moment a system call at their end. */
    private boolean isTooYoungForATimeout(Connection connection, long nowMillis) {
        KeepaliveSettings settings = connection.wanted();
        return settings != null
                && connection.discoveredBy() == DiscoveredBy.INTERCEPTED
                && connection.ageMillis(nowMillis) < DeathCauseClassifier.earliestMillis(settings, retransmissionLimit);
    }

    /**
     * The watcher has seen that the kernel has closed the connection, other than orderly. On the agent's thread.
     *
     * @param sinceSeenMillis how long ago the connection was seen alive
     * @param nowMillis by {@link MonotonicClock}
     */
    void seen(Connection connection, int info, long sinceSeenMillis, long nowMillis) {
        if (connection.isDead()) {
            return;
        }
        KeepaliveSettings settings = settingsOf(connection);
        ClosedConnectionEvidence evidence =
                evidence(Kind.OTHER, info, settings).from(connection, sinceSeenMillis, nowMillis);
        Cause cause = DeathCauseClassifier.of(evidence);
        if (connection.markDead()) {
            tell(connection, cause, DetectedBy.WATCH, info, settings, nowMillis, null, null);
        }
    }

    /**
     * A connection whose peer did not answer is gone, and the kernel has forgotten it: it had given the peer up, or
     * the application has aborted it. Only where the kernel's time had come is it taken for the former. On the
     * agent's thread.
     *
     * @param sinceSeenMillis how long ago the connection was seen alive
     * @param nowMillis by {@link MonotonicClock}
     */
    void vanished(Connection connection, long sinceSeenMillis, long nowMillis) {
        if (enforcer.modeOf(connection.rule()) == Mode.OFF) {
            return;
        }
        int info = connection.lastInfo();
        KeepaliveSettings settings = known(connection);
        ClosedConnectionEvidence evidence =
                evidence(Kind.TIMED_OUT, info, settings).from(connection, sinceSeenMillis, nowMillis);
        if (DeathCauseClassifier.isDue(evidence) && connection.markDead()) {
            tell(
                    connection,
                    DeathCauseClassifier.of(evidence),
                    DetectedBy.WATCH,
                    info,
                    settings,
                    nowMillis,
                    null,
                    null);
        }
    }

    private ClosedConnectionEvidence evidence(Kind meaning, int info, KeepaliveSettings settings) {
        return new ClosedConnectionEvidence(meaning, info, settings, retransmissionLimit);
    }

    /** What it has or, where its number may stand for another socket by now, what it had. */
    private static KeepaliveSettings settingsOf(Connection connection) {
        KeepaliveSettings read = connection.socket().read();
        KeepaliveSettings known = known(connection);
        if (known != null
                && (connection.socket().isClosing() || connection.socket().isReplaced())) {
            return known;
        }
        connection.recordActual(read);
        return read;
    }

    private static KeepaliveSettings known(Connection connection) {
        return connection.actual() == null ? connection.wanted() : connection.actual();
    }

    private void tell(
            Connection connection,
            Cause cause,
            DetectedBy by,
            int info,
            KeepaliveSettings settings,
            long nowMillis,
            String thread,
            Throwable thrown) {
        connection.local();
        try {
            listener.died(new Death(
                    connection,
                    cause,
                    by,
                    TcpInfo.probes(info),
                    TcpInfo.retransmits(info),
                    SilenceEstimator.millis(connection, settings, TcpInfo.probes(info), cause, nowMillis),
                    connection.ageMillis(nowMillis),
                    System.currentTimeMillis(),
                    thread,
                    thrown));
        } catch (OutOfMemoryError untold) {
            connection.dieLater();
            throw untold;
        }
    }
}
