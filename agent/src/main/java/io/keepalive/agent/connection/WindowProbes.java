// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.HeldSocket;
import io.keepalive.agent.peer.PeerHealth;
import java.io.IOException;

/**
 * Shortens the intervals between the kernel's probes of a closed window while the peer is silent, where the kernel allows it:
 * TCP_RTO_MAX_MS, since Linux 6.15. They double up to two minutes otherwise, and the kernel ends a connection only when one
 * of them is over. On the agent's own thread.
 */
final class WindowProbes {

    /** TCP_RTO_MAX_MIN_SEC of include/net/tcp.h. */
    private static final int LEAST_MILLIS = 1_000;

    /** Probes within a busy timeout. */
    private static final int PROBES = 8;

    /** The kernel ends a connection after tcp_retries2 probes: so many fewer must still fill a busy timeout. */
    private static final int SPARE_PROBES = 3;

    private final int retransmissionLimit;
    private boolean isSupported = true;

    /** @param retransmissionLimit the sysctl tcp_retries2 */
    WindowProbes(int retransmissionLimit) {
        this.retransmissionLimit = retransmissionLimit;
    }

    /** Probes often enough to keep this busy timeout; does nothing at the second call for one silence. */
    void shorten(Connection connection, int busyMillis) {
        if (isSupported && connection.health().retryIntervalMillis() == 0) {
            try (HeldSocket held = connection.hold()) {
                if (held != null) {
                    shorten(connection.health(), held, intervalMillis(busyMillis));
                }
            } catch (IOException notSupported) {
                isSupported = connection.socket().isGone();
            }
        }
    }

    private int intervalMillis(int busyMillis) {
        int allowed = Math.max(1, retransmissionLimit - SPARE_PROBES);
        return Math.max(LEAST_MILLIS, busyMillis / Math.min(PROBES, allowed));
    }

    /** Recorded before it is set, so that it is taken back whatever fails. */
    private static void shorten(PeerHealth health, HeldSocket held, int millis) throws IOException {
        int before = held.longestRetryInterval();
        health.recordRetryInterval(Math.min(millis, before), before);
        if (millis < before) {
            held.setLongestRetryInterval(millis);
        }
    }

    /** Restores the interval, unless native code has set another one. */
    void restore(Connection connection) {
        PeerHealth health = connection.health();
        if (health != null && health.retryIntervalMillis() > 0) {
            try (HeldSocket held = connection.hold()) {
                if (held != null && held.longestRetryInterval() == health.retryIntervalMillis()) {
                    held.setLongestRetryInterval(health.retryIntervalBeforeMillis());
                }
                health.recordRetryInterval(0, 0);
            } catch (IOException closedMeanwhile) {
                health.recordRetryInterval(0, 0);
            }
        }
    }
}
