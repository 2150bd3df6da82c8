package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveSettings;

/** For how long nothing has been heard of a peer, as far as can be told from outside the connection. Pure. */
final class SilenceEstimator {

    /** The agent cannot tell. */
    static final long UNKNOWN = -1;

    private SilenceEstimator() {}

    /**
     * How long the peer had been silent.
     *
     * @param settings what the connection had
     * @param probes unanswered at the end; the kernel sends the first after the idle time, and gives up an interval
     *     after the last
     * @param cause of the death: a reset answers the last probe at once
     * @param nowMillis by {@link io.keepalive.agent.time.MonotonicClock}
     * @return milliseconds, or {@link #UNKNOWN}
     */
    static long millis(Connection connection, KeepaliveSettings settings, int probes, Cause cause, long nowMillis) {
        long probed = probes > 0 ? settings.idleSeconds() * 1000L + intervalsMillis(settings, probes, cause) : UNKNOWN;
        PeerHealth trouble = connection.health();
        long seen = trouble == null ? 0 : trouble.unansweredSinceMillis();
        if (seen == 0) {
            return probed;
        }
        long before = probes > 0 ? settings.idleSeconds() * 1000L : 0;
        return Math.max(probed, nowMillis - seen + before);
    }

    private static long intervalsMillis(KeepaliveSettings settings, int probes, Cause cause) {
        return settings.intervalSeconds() * 1000L * (cause == Cause.RESET ? probes - 1 : probes);
    }
}
