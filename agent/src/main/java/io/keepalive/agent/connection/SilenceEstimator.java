// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.peer.PeerHealth;

/**
 * Estimates for how long a dead peer had been silent. Pure. Whether it is dead is {@link DeathCauseClassifier}'s decision.
 */
final class SilenceEstimator {

    /** No estimate is possible. */
    static final long UNKNOWN = -1;

    private SilenceEstimator() {}

    /**
     * Estimates the silence.
     *
     * @param settings the options of the connection
     * @param probes unanswered at the end; the kernel sends the first one after the idle time, and gives up one interval
     *     after the last one
     * @param cause of the death; a reset answers the last probe at once
     * @param nowMillis by {@link io.keepalive.agent.time.MonotonicClock}
     * @return milliseconds, or {@link #UNKNOWN}
     */
    static long millis(Connection connection, KeepaliveSettings settings, int probes, Cause cause, long nowMillis) {
        boolean wasIdle = probes > 0 && cause != Cause.RETRANSMISSION_TIMEOUT;
        long probed = wasIdle ? settings.idleMillis() + intervalsMillis(settings, probes, cause) : UNKNOWN;
        PeerHealth health = connection.health();
        long since = health == null ? 0 : health.unansweredSinceMillis();
        if (since == 0) {
            return probed;
        }
        long before = wasIdle ? settings.idleMillis() : 0;
        return Math.max(Math.max(probed, health.busyMillis()), nowMillis - since + before);
    }

    private static long intervalsMillis(KeepaliveSettings settings, int probes, Cause cause) {
        return settings.intervalMillis() * (cause == Cause.RESET ? probes - 1 : probes);
    }
}
