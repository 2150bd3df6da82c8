package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveSettings;

/** For how long nothing has been heard of a peer, as far as can be told from outside the connection. Pure. */
final class Silence {

    /** The agent cannot tell. */
    static final long UNKNOWN = -1;

    private Silence() {}

    /**
     * How long the peer had been silent.
     *
     * @param settings what the connection had
     * @param probes unanswered at the end; the kernel sends the first after the idle time, and gives up an interval
     *     after the last
     * @param nowMillis in milliseconds since 1970
     * @return milliseconds, or {@link #UNKNOWN}
     */
    static long millis(Connection connection, KeepaliveSettings settings, int probes, long nowMillis) {
        long probed =
                probes > 0 ? (settings.idleSeconds() + (long) settings.intervalSeconds() * probes) * 1000 : UNKNOWN;
        Trouble trouble = connection.trouble();
        long seen = trouble == null ? 0 : trouble.unansweredSinceMillis();
        if (seen == 0) {
            return probed;
        }
        long before = probes > 0 ? settings.idleSeconds() * 1000L : 0;
        return Math.max(probed, nowMillis - seen + before);
    }
}
