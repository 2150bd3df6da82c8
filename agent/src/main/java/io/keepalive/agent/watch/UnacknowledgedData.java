// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.peer.PeerHealth;
import io.keepalive.agent.peer.Silence;

/**
 * Finds the connections whose peer is silent while data waits for it: keepalive does not run then, and the busy timeout
 * applies. On the agent's own thread.
 */
final class UnacknowledgedData {

    /** Retransmissions or probes in a row that a peer which answers does not leave unanswered. */
    private static final int SILENT_FROM = 2;

    private final Connections connections;
    private final SendQueues queues;
    private long nowMillis;
    private long roundMillis;

    UnacknowledgedData(Connections connections, SendQueues queues) {
        this.connections = connections;
        this.queues = queues;
    }

    /**
     * A round begins.
     *
     * @param nowMillis by {@link io.keepalive.agent.time.MonotonicClock}
     * @param roundMillis the time between two rounds
     */
    void begin(long nowMillis, long roundMillis) {
        this.nowMillis = nowMillis;
        this.roundMillis = roundMillis;
    }

    /** Records since when the kernel has been recovering from lost data, before the check is recorded in the connection. */
    void markRecovering(PeerHealth health, Connection connection, int info) {
        if (TcpInfo.isRecovering(info) || TcpInfo.retransmits(info) > 0) {
            health.markRecovering(lastCheckMillis(connection));
        } else {
            health.markNotRecovering();
        }
    }

    /** {@link PeerHealth#UNKNOWN} where it was not seen before, and may have been in any state for any time. */
    private long lastCheckMillis(Connection connection) {
        if (connection.lastInfo() != TcpInfo.NONE) {
            return nowMillis - connection.sinceSeenMillis(nowMillis);
        }
        return connection.discoveredBy() == DiscoveredBy.INTERCEPTED ? connection.openedAtMillis() : PeerHealth.UNKNOWN;
    }

    /**
     * The peer leaves something unanswered. At the first check of a single retransmission or probe, the answer may be on its
     * way.
     *
     * @param isSecondCheck whether it did so at the last check as well
     */
    void check(PeerHealth health, Connection connection, int info, boolean isSecondCheck) {
        boolean inFlight = TcpInfo.retransmits(info) > 0;
        if (!inFlight && !queues.isWindowClosed(connection)) {
            connections.notSilentWithData(connection);
        } else if (!inFlight && hasAnsweredProbe(health, queues.closedWindow(connection))) {
            connections.notSilentWithData(connection);
            health.beginSilence(nowMillis);
        } else if (isSecondCheck || Math.max(TcpInfo.probes(info), TcpInfo.retransmits(info)) >= SILENT_FROM) {
            int attempts = TcpInfo.probes(info) + TcpInfo.retransmits(info);
            long lead = inFlight ? retransmissionLeadMillis(health) : Silence.UNKNOWN;
            connections.silentWithData(
                    connection, new Silence(silentMillis(health), lead, attempts, !inFlight, roundMillis));
        }
    }

    /** By the kernel's table alone: TCP_INFO may be of another moment. */
    private static boolean hasAnsweredProbe(PeerHealth health, SendQueue queue) {
        return health.hasAnsweredProbe(queue.expiryMillis(), queue.probes());
    }

    private long silentMillis(PeerHealth health) {
        return nowMillis - health.unansweredSinceMillis();
    }

    /**
     * How much earlier than the silence the first retransmission was, where the kernel's clock starts. The clock of a closed
     * window is never known: it starts with the first one of a connection, and a window that opens for a part of the data
     * does not set it back (tcp_ack_probe in net/ipv4/tcp_input.c).
     */
    private long retransmissionLeadMillis(PeerHealth health) {
        long since = health.recoveringSinceMillis();
        return since == PeerHealth.UNKNOWN ? Silence.UNKNOWN : Math.max(0, health.unansweredSinceMillis() - since);
    }
}
