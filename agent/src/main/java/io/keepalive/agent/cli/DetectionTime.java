// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SystemDefaults;

/** The time until Linux detects a dead peer. Pure. */
final class DetectionTime {

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
                : SystemDefaults.retransmissionMillis(retransmissions) / 1000;
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
        long otherMillis = settings.userTimeoutMillis() > 0
                ? settings.userTimeoutMillis()
                : SystemDefaults.retransmissionMillis(retransmissions);
        return busyTimeoutMillis > 0 && busyTimeoutMillis < otherMillis;
    }
}
