// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.peer.PeerHealth;
import io.keepalive.agent.text.ErrorText.Kind;

/** What is known of a connection that the kernel has closed: the input of {@link DeathCauseClassifier}. For one thread. */
final class ClosedConnectionEvidence {

    /** The watcher has not seen the connection alive, or the caller does not know when it did. */
    static final long NEVER = Long.MAX_VALUE;

    private final Kind error;
    private final int info;
    private final KeepaliveSettings settings;
    private final int retransmissionLimit;
    private int lastInfo = TcpInfo.NONE;
    private long sinceSeenMillis = NEVER;
    private long unansweredMillis;
    private long queuedMillis;
    private int busyMillis;
    private boolean cutOff;
    private boolean silentNeighbour;

    /**
     * @param error the kind of the exception that the application got, or {@link Kind#OTHER} where no call has failed
     * @param info TCP_INFO after the death
     * @param settings the options of the connection
     * @param retransmissionLimit the sysctl tcp_retries2
     */
    ClosedConnectionEvidence(Kind error, int info, KeepaliveSettings settings, int retransmissionLimit) {
        this.error = error;
        this.info = info;
        this.settings = settings;
        this.retransmissionLimit = retransmissionLimit;
    }

    /**
     * Adds what the watcher has seen of the connection while it was alive.
     *
     * @param sinceSeenMillis the time since its last check, or {@link #NEVER}
     * @param nowMillis by {@link io.keepalive.agent.time.MonotonicClock}
     */
    ClosedConnectionEvidence withHistoryOf(Connection connection, long sinceSeenMillis, long nowMillis) {
        this.lastInfo = connection.lastInfo();
        this.sinceSeenMillis = sinceSeenMillis;
        PeerHealth health = connection.health();
        if (health != null) {
            unansweredMillis = since(health.unansweredSinceMillis(), nowMillis);
            queuedMillis = since(health.queuedSinceMillis(), nowMillis);
            busyMillis = health.busyMillis();
            cutOff = health.isCutOff();
            silentNeighbour = health.isSilentNeighbour();
        }
        return this;
    }

    private static long since(long startMillis, long nowMillis) {
        return startMillis == 0 ? 0 : nowMillis - startMillis;
    }

    Kind error() {
        return error;
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

    /** Unanswered probes at the last check that found the connection alive. */
    int probesBefore() {
        return TcpInfo.probes(lastInfo);
    }

    /** The time since the watcher saw the connection alive, in milliseconds, or {@link #NEVER}. */
    long sinceSeenMillis() {
        return lastInfo == TcpInfo.NONE ? NEVER : sinceSeenMillis;
    }

    /** For how long the watcher had seen probes or data unanswered, in milliseconds; 0 if it saw none. */
    long unansweredMillis() {
        return unansweredMillis;
    }

    /** For how long the watcher had seen data wait for an acknowledgement, in milliseconds; 0 if it saw none. */
    long queuedMillis() {
        return queuedMillis;
    }

    /** The busy timeout in milliseconds if the agent had armed it, because the peer was silent; 0 otherwise. */
    int busyMillis() {
        return busyMillis;
    }

    /** @see PeerHealth#isSilentNeighbour */
    boolean isSilentNeighbour() {
        return silentNeighbour;
    }

    /** @see PeerHealth#isCutOff */
    boolean isCutOff() {
        return cutOff;
    }
}
