package io.keepalive.agent.cli;

import io.keepalive.agent.kernel.KeepaliveSettings;

/** How long a dead peer goes unnoticed, as Linux counts. Pure. */
final class DetectionTime {

    /** TCP_RTO_MIN of include/net/tcp.h, in milliseconds: the first retransmission on a fast network. */
    private static final long SHORTEST_MILLIS = 200;

    /** TCP_RTO_MAX of include/net/tcp.h, in milliseconds: it is not doubled beyond. */
    private static final long LONGEST_MILLIS = 120_000;

    private final KeepaliveSettings settings;
    private final int retransmissions;

    /** @param retransmissions the sysctl tcp_retries2 */
    DetectionTime(KeepaliveSettings settings, int retransmissions) {
        this.settings = settings;
        this.retransmissions = retransmissions;
    }

    /** On an idle connection. */
    long idleSeconds() {
        return settings.silenceMillis() / 1_000;
    }

    String idleReason() {
        return settings.userTimeoutMillis() > 0
                ? "user-timeout, looked at with each probe"
                : settings.idleSeconds() + "s + " + settings.intervalSeconds() + "s x " + settings.count();
    }

    /** On one whose sent data is not acknowledged. */
    long busySeconds() {
        return settings.userTimeoutMillis() > 0
                ? (settings.userTimeoutMillis() + 999L) / 1000
                : retransmissionMillis() / 1000;
    }

    String busyReason() {
        return settings.userTimeoutMillis() > 0
                ? "user-timeout"
                : "at the least: net.ipv4.tcp_retries2 is " + retransmissions + " here";
    }

    /** As tcp_model_timeout of net/ipv4/tcp_timer.c: each waits twice as long as the one before, up to the longest. */
    private long retransmissionMillis() {
        long sum = 0;
        long wait = SHORTEST_MILLIS;
        for (int i = 0; i <= retransmissions; i++) {
            sum += Math.min(wait, LONGEST_MILLIS);
            wait = Math.min(wait * 2, LONGEST_MILLIS);
        }
        return sum;
    }
}
