// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Death;
import io.keepalive.agent.connection.DyingConnections;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.peer.Diagnosis;
import io.keepalive.agent.peer.PeerHealth;
import io.keepalive.agent.time.MonotonicClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;

/**
 * Idle connections to one host, with keepalive timers as in tcp_keepalive_timer of net/ipv4/tcp_timer.c, watched in rounds of
 * a second.
 */
final class SimulatedPeers {

    private static final int ROUND_MILLIS = 1_000;
    private static final int ROUND_TRIP_MILLIS = 2;

    /** One connection; its inode is its number. */
    private static final class Peer {
        Connection connection;
        long heard;
        long expires;
        long fires;
        int probes;
        LongPredicate reachable = time -> true;
        boolean over;
    }

    private final KeepaliveSettings settings;
    private final DyingConnections connections;
    private final FakeTimers timers = new FakeTimers();
    private final PeerWatch watch;
    private final Random random;
    private final List<Peer> peers = new ArrayList<>();
    private final List<Diagnosis> ofSuspects = new ArrayList<>();
    private final List<Diagnosis> ofDeaths = new ArrayList<>();
    private final long began = MonotonicClock.millis() + 600_000;
    private long now = began;
    private boolean closes = true;

    SimulatedPeers(KeepaliveSettings settings, long seed) {
        this.settings = settings;
        this.random = new Random(seed);
        connections = new DyingConnections(settings);
        watch = new PeerWatch(
                connections.connections(),
                connections.listener(),
                new LocalNetworkState(new ReachableHost(), new SendQueues(new FakeTable())),
                new UnacknowledgedData(connections.connections(), new SendQueues(new FakeTable())),
                new PeerDiagnosis(connections.connections(), timers),
                new StallDetector(new SendQueues(new FakeTable()), connections.listener()));
    }

    /** The application never closes a dead connection. */
    SimulatedPeers leakingDeadOnes() {
        closes = false;
        return this;
    }

    /** Opens connections whose last answers are spread over this time; 0 for connections that are probed together. */
    SimulatedPeers open(int number, long spreadMillis) {
        for (int i = 0; i < number; i++) {
            Peer peer = new Peer();
            peer.connection = connections.adopt(peers.size() + 1);
            peer.heard = now - (spreadMillis == 0 ? i % 20 : (long) (random.nextDouble() * spreadMillis));
            set(peer, peer.heard, settings.idleMillis());
            peers.add(peer);
        }
        return this;
    }

    /** The first of them are reachable at these times only, counted from the beginning. */
    SimulatedPeers reachable(int first, LongPredicate when) {
        for (Peer peer : peers.subList(0, first)) {
            peer.reachable = when;
        }
        return this;
    }

    SimulatedPeers run(long seconds) {
        for (long end = now + seconds * 1_000; now < end; ) {
            now += ROUND_MILLIS + random.nextInt(20);
            round();
        }
        return this;
    }

    private void round() {
        for (Peer peer : peers) {
            if (!peer.over) {
                expire(peer);
            }
        }
        watch.begin(WatchSettings.DEFAULT, now, 1_000);
        for (Peer peer : peers) {
            if (!peer.over) {
                watch.check(peer.connection, TcpInfo.ESTABLISHED | peer.probes << 24);
            }
        }
        watch.reportSuspects();
        for (Peer peer : peers) {
            PeerHealth health = peer.connection.health();
            if (!peer.over && health != null && health.isSuspect()) {
                ofSuspects.add(health.diagnosis());
            }
        }
    }

    private void expire(Peer peer) {
        while (!peer.over && peer.fires <= now) {
            expire(peer, peer.fires);
        }
        // A timer that is late shows no rest.
        if (peer.over || peer.expires <= now) {
            timers.remove(peer.connection.socket().inode());
        } else {
            timers.set(peer.connection.socket().inode(), peer.probes, peer.expires);
        }
    }

    /** Sets the timer, which may be late by up to 3 %. */
    private void set(Peer peer, long time, long delay) {
        peer.expires = time + delay;
        peer.fires = peer.expires + (long) (delay * 0.03 * random.nextDouble());
    }

    private void expire(Peer peer, long time) {
        if (time - peer.heard < settings.idleMillis()) {
            set(peer, time, peer.heard + settings.idleMillis() - time);
        } else if (peer.probes >= settings.count()) {
            die(peer);
        } else {
            set(peer, time, settings.intervalMillis());
            if (peer.reachable.test(time - began)) {
                peer.heard = time + ROUND_TRIP_MILLIS;
                peer.probes = 0;
            } else {
                peer.probes++;
            }
        }
    }

    /** The application's read fails. */
    private void die(Peer peer) {
        peer.over = true;
        connections.giveUp(peer.connection);
        connections.failRead(peer.connection);
        List<Death> deaths = connections.reported();
        ofDeaths.add(deaths.get(deaths.size() - 1).diagnosis());
        if (closes) {
            connections.close(peer.connection);
        }
    }

    /** What each round concluded of each suspect; null where it did not conclude. */
    List<Diagnosis> ofSuspects() {
        return ofSuspects;
    }

    /** The diagnosis of each death, in order; null where there is none. */
    List<Diagnosis> ofDeaths() {
        return ofDeaths;
    }
}
