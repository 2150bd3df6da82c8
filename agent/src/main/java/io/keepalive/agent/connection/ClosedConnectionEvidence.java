package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.text.ErrorText.Kind;

/** What is known of a connection that the kernel has closed: the material for a {@link DeathCauseClassifier}. Immutable. */
final class ClosedConnectionEvidence {

    /** Nobody has looked at the connection regularly. */
    static final long NEVER = Long.MAX_VALUE;

    private final Kind meaning;
    private final int info;
    private final KeepaliveSettings settings;
    private final int retransmissionLimit;
    private int lastInfo = TcpInfo.NONE;
    private long sinceSeenMillis = NEVER;
    private long unansweredMillis;
    private long queuedMillis;
    private boolean cutOffHere;
    private boolean silentNeighbour;

    /**
     * @param meaning of the exception that the application got, or {@link Kind#OTHER} where nobody read or wrote
     * @param info what TCP_INFO says after the death
     * @param settings what the connection had
     * @param retransmissionLimit the sysctl tcp_retries2
     */
    ClosedConnectionEvidence(Kind meaning, int info, KeepaliveSettings settings, int retransmissionLimit) {
        this.meaning = meaning;
        this.info = info;
        this.settings = settings;
        this.retransmissionLimit = retransmissionLimit;
    }

    /**
     * Adds what the watcher has seen of the connection while it was alive.
     *
     * @param sinceSeenMillis how long ago its last look was, or {@link #NEVER}
     * @param nowMillis by {@link io.keepalive.agent.time.MonotonicClock}
     */
    ClosedConnectionEvidence from(Connection connection, long sinceSeenMillis, long nowMillis) {
        this.lastInfo = connection.lastInfo();
        this.sinceSeenMillis = sinceSeenMillis;
        PeerHealth trouble = connection.health();
        if (trouble != null) {
            unansweredMillis = since(trouble.unansweredSinceMillis(), nowMillis);
            queuedMillis = since(trouble.queuedSinceMillis(), nowMillis);
            cutOffHere = trouble.isCutOffHere();
            silentNeighbour = trouble.isSilentNeighbour();
        }
        return this;
    }

    private static long since(long startMillis, long nowMillis) {
        return startMillis == 0 ? 0 : nowMillis - startMillis;
    }

    Kind meaning() {
        return meaning;
    }

    int probes() {
        return TcpInfo.probes(info);
    }

    int retransmits() {
        return TcpInfo.retransmits(info);
    }

    KeepaliveSettings settings() {
        return settings;
    }

    int retransmissionLimit() {
        return retransmissionLimit;
    }

    /** Unanswered probes when the connection was last seen alive. */
    int probesBefore() {
        return TcpInfo.probes(lastInfo);
    }

    /** How long ago the watcher saw the connection alive, in milliseconds, or {@link #NEVER}. */
    long sinceSeenMillis() {
        return lastInfo == TcpInfo.NONE ? NEVER : sinceSeenMillis;
    }

    /** For how long the peer had left probes or data unanswered, as far as the watcher saw; 0 if it saw none. */
    long unansweredMillis() {
        return unansweredMillis;
    }

    /** For how long data had been waiting to be acknowledged, as far as the watcher saw; 0 if it saw none. */
    long queuedMillis() {
        return queuedMillis;
    }

    /** Whether the peer was on a network of this host's own and did not even answer there. */
    boolean isSilentNeighbour() {
        return silentNeighbour;
    }

    /** Whether this host had lost its way to the peer. */
    boolean isCutOffHere() {
        return cutOffHere;
    }
}
