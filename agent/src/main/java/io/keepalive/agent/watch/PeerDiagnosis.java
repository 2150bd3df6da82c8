// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.peer.Diagnosis;
import io.keepalive.agent.peer.PeerHealth;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Policy;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out, at the end of a round with suspect peers, whether the other connections to the same addresses answer, and stores
 * the diagnosis in {@link PeerHealth}: a death that the application's own call finds has it without any work. On the agent's
 * own thread.
 */
final class PeerDiagnosis {

    /**
     * A connection that opens was heard this long before it is registered, at the earliest. A timer that a change of options
     * has set within this time proves nothing.
     */
    private static final long SETTLING_MILLIS = 1_000;

    /** The kernel's timers are late by up to 3 % (measured, and the levels of kernel/time/timer.c). */
    private static final int LATE_PERCENT = 3;

    private final Connections connections;
    private final TcpTimers timers;
    private final Map<InetAddress, HostEvidence> hosts = new HashMap<>();
    private boolean active;
    private boolean timersRead;
    private Policy policy;
    private long policySinceMillis;
    private long nowMillis;

    PeerDiagnosis(Connections connections, TcpTimers timers) {
        this.connections = connections;
        this.timers = timers;
    }

    /** A round begins. Enabling keepalive starts its timer anew, whenever the peer was last heard. */
    void begin(Policy inForce, long nowMillis) {
        this.nowMillis = nowMillis;
        if (policy != inForce) {
            policy = inForce;
            policySinceMillis = nowMillis;
        }
    }

    /** Diagnoses these silent connections. Does nothing where there are none, nor were any in the last round. */
    void diagnose(List<Connection> suspects) {
        if (suspects.isEmpty() && !active) {
            return;
        }
        timersRead = timers.readIfDue(nowMillis);
        hosts.values().forEach(host -> host.begin(nowMillis));
        for (int i = 0; i < suspects.size(); i++) {
            addHost(suspects.get(i).peerAddress());
        }
        connections.forEach(this::collect);
        hosts.values().forEach(host -> host.complete(nowMillis));
        for (int i = 0; i < suspects.size(); i++) {
            diagnose(suspects.get(i));
        }
        hosts.values().removeIf(HostEvidence::isEmpty);
        active = hosts.values().stream().anyMatch(HostEvidence::hasSilent);
        if (!active) {
            timers.clear();
        }
    }

    private void addHost(InetAddress address) {
        if (address != null && !hosts.containsKey(address)) {
            HostEvidence host = new HostEvidence();
            host.begin(nowMillis);
            hosts.put(address, host);
        }
    }

    private void collect(Connection connection) {
        HostEvidence host = hosts.get(connection.peerAddress());
        if (host == null || connection.isDead() || connection.socket().isClosing() || connection.isMarkedClosed()) {
            return;
        }
        if (connections.modeOf(connection.rule()) == Mode.OFF) {
            host.addUnknown(connection.id());
            return;
        }
        recordOpening(connection);
        if (timersRead) {
            readTimer(connection);
        }
        PeerHealth health = connection.health();
        if (health == null || health.unansweredSinceMillis() == 0) {
            host.addWell(connection.id(), connection.heardMillis(), connection.heardUntilMillis());
        } else if (health.isSuspect() || health.unansweredSinceMillis() < nowMillis) {
            host.addSilent(connection.id(), health.firstUnansweredMillis());
        } else {
            // A probe on its way looks the same as a lost one.
            host.addUnknown(connection.id());
        }
    }

    /** A connection that the application has opened has been heard; one that it has accepted may have waited for that. */
    private static void recordOpening(Connection connection) {
        if (connection.discoveredBy() == DiscoveredBy.INTERCEPTED && connection.direction() == Direction.OUTBOUND) {
            connection.recordHeard(connection.openedAtMillis() - SETTLING_MILLIS, connection.openedAtMillis());
        }
    }

    /** Records what the keepalive timer shows: when the peer was last heard, or when its first unanswered probe was sent. */
    private void readTimer(Connection connection) {
        KeepaliveSettings settings = settings(connection);
        int timer = timer(connection);
        if (timer == TcpTimers.NONE || settings == null || !settings.hasTimings()) {
            return;
        }
        int probes = timers.probes(timer);
        PeerHealth health = connection.health();
        if (probes == 0) {
            recordHeard(connection, settings, timers.expiresMillis(timer));
        } else if (health != null && health.unansweredSinceMillis() > 0) {
            recordProbes(health, settings, probes, timers.expiresMillis(timer));
        }
    }

    /**
     * The timer expires the idle time after the peer was heard, or an interval after a probe that it has answered
     * (tcp_keepalive_timer of net/ipv4/tcp_timer.c); the idle time after keepalive was enabled, which proves nothing.
     */
    private void recordHeard(Connection connection, KeepaliveSettings settings, long expiresMillis) {
        long heard = expiresMillis - Math.max(settings.idleMillis(), settings.intervalMillis());
        long enabled = Math.max(connection.openedAtMillis(), policySinceMillis);
        if (heard > enabled + SETTLING_MILLIS && heard <= nowMillis) {
            long probed = expiresMillis - settings.intervalMillis();
            connection.recordHeard(heard, probed > nowMillis ? heard : probed + HostEvidence.ERROR_MILLIS);
        }
    }

    /** The timer expires an interval after the last probe. Its values are limited to those that the rounds allow. */
    private static void recordProbes(PeerHealth health, KeepaliveSettings settings, int probes, long expiresMillis) {
        long interval = settings.intervalMillis();
        long earliest = health.unansweredSinceMillis() - interval;
        health.recordProbes(Math.max(expiresMillis - probes * interval, earliest), expiresMillis - interval);
    }

    private void diagnose(Connection connection) {
        PeerHealth health = connection.health();
        HostEvidence host = hosts.get(connection.peerAddress());
        if (health == null || host == null || health.unansweredSinceMillis() == 0) {
            return;
        }
        if (health.isCutOff()) {
            health.setDiagnosis(null);
        } else {
            Diagnosis found = conclude(connection, health, host);
            health.setDiagnosis(found == null ? lasting(health) : host.shared(found));
        }
    }

    /** That the host has answered after this connection fell silent stays true; that none answers does not. */
    private static Diagnosis lasting(PeerHealth health) {
        Diagnosis before = health.diagnosis();
        return before != null && before.isConnectionDropped() && health.hasHostAnsweredLater() ? before : null;
    }

    private Diagnosis conclude(Connection connection, PeerHealth health, HostEvidence host) {
        KeepaliveSettings settings = settings(connection);
        boolean timed = settings != null && settings.hasTimings();
        long interval = timed ? settings.intervalMillis() : 0;
        long idle = timed ? settings.idleMillis() : 0;
        return host.conclude(
                health,
                health.firstUnansweredMillis() - idle,
                HostEvidence.ERROR_MILLIS + interval * LATE_PERCENT / 100,
                TcpInfo.probes(connection.lastInfo()) + TcpInfo.retransmits(connection.lastInfo()));
    }

    private int timer(Connection connection) {
        long inode = connection.socket().inode();
        return inode == SocketCalls.NO_SOCKET ? TcpTimers.NONE : timers.find(inode);
    }

    private static KeepaliveSettings settings(Connection connection) {
        return connection.actual() == null ? connection.wanted() : connection.actual();
    }
}
