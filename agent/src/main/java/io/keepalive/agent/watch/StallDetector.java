// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.ConnectionListener;
import io.keepalive.agent.peer.PeerHealth;

/**
 * Detects peers whose kernel answers and whose application does not read: their window has been closed for long. On the
 * agent's own thread.
 */
final class StallDetector {

    private final SendQueues queues;
    private final ConnectionListener listener;
    private long stalledAfterMillis;

    StallDetector(SendQueues queues, ConnectionListener listener) {
        this.queues = queues;
        this.listener = listener;
    }

    /** A round begins. */
    void begin(WatchSettings settings) {
        stalledAfterMillis = settings.stalledAfterMillis();
    }

    /** Whether the peer has not read for too long, or is reported as stalled and has not evidently read since. */
    boolean isStalled(Connection connection) {
        return stalledQueue(connection) != null;
    }

    /** The time must be proved before a peer is stalled; then it stays so until something shows that it has read. */
    private SendQueue stalledQueue(Connection connection) {
        SendQueue queue = queues.closedWindow(connection);
        if (queue == null) {
            return null;
        }
        PeerHealth health = connection.health();
        boolean isReported = health != null && health.isStalled();
        long millis = isReported ? queue.foundClosedMillis() : queue.closedMillis();
        return millis >= stalledAfterMillis ? queue : null;
    }

    /**
     * Reports a peer that has become stalled, or has read since. A suspect peer is not stalled: whether its application reads
     * is not known. Nor is it while a probe is unanswered, which decides nothing. If it answers again and its window has stayed closed, it is reported as recovered, and then as stalled
     * again.
     */
    void check(PeerHealth health, Connection connection) {
        if (health.unansweredSinceMillis() > 0 && !health.isSuspect()) {
            return;
        }
        SendQueue queue = health.isSuspect() ? null : stalledQueue(connection);
        if (health.setStalled(queue != null)) {
            if (queue != null) {
                listener.stalled(connection, queue.bytes(), queue.closedMillis());
            } else if (!health.isSuspect()) {
                listener.recovered(connection);
            }
        }
    }
}
