package io.keepalive.agent.cli;

import io.keepalive.agent.kernel.KeepaliveSettings;

/** The time until Linux detects a dead peer. Pure. */
final class DetectionTime {

    /** TCP_RTO_MIN of include/net/tcp.h, in milliseconds: the first retransmission on a fast network. */
    private static final long SHORTEST_MILLIS = 200;

    /** TCP_RTO_MAX of include/net/tcp.h, in milliseconds: the longest time between retransmissions. */
    private static final long LONGEST_MILLIS = 120_000;

    private final KeepaliveSettings settings;
    private final long busyTimeoutMillis;
    private final int retransmissions;

    /**
     * @param busyTimeoutMillis the busy timeout, 0 for none
     * @param retransmissions the sysctl tcp_retries2
     */
    DetectionTime(KeepaliveSettings settings, long busyTimeoutMillis, int retransmissions) {
        this.settings = settings;
        this.busyTimeoutMillis = busyTimeoutMillis;
        this.retransmissions = retransmissions;
    }

    /** For an idle connection. */
    long idleSeconds() {
        return settings.silenceMillis() / 1_000;
    }

    String idleReason() {
        return settings.userTimeoutMillis() > 0
                ? "user-timeout, looked at with each probe"
                : settings.idleSeconds() + "s + " + settings.intervalSeconds() + "s x " + settings.count();
    }

    /** For a connection with unacknowledged data. */
    long busySeconds() {
        if (isBusyTimeoutFirst()) {
            return (busyTimeoutMillis + 999) / 1000;
        }
        return settings.userTimeoutMillis() > 0
                ? (settings.userTimeoutMillis() + 999L) / 1000
                : retransmissionMillis() / 1000;
    }

    String busyReason() {
        if (isBusyTimeoutFirst()) {
            return "busy-timeout";
        }
        return settings.userTimeoutMillis() > 0
                ? "user-timeout"
                : "at the least: net.ipv4.tcp_retries2 is " + retransmissions + " here";
    }

    private boolean isBusyTimeoutFirst() {
        long otherMillis = settings.userTimeoutMillis() > 0 ? settings.userTimeoutMillis() : retransmissionMillis();
        return busyTimeoutMillis > 0 && busyTimeoutMillis < otherMillis;
    }

    /** Like tcp_model_timeout of net/ipv4/tcp_timer.c: the time doubles with each retransmission, up to the longest. */
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
