package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.ConnectionListener;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.connection.PeerHealth;
import io.keepalive.agent.connection.SuspectReason;
import io.keepalive.agent.kernel.TcpInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at one connection after the other and notices what its peer does: leaves probes unanswered, answers again, has
 * closed long ago, is dead. One system call for a connection that is well.
 */
final class PeerWatch {

    private final Connections connections;
    private final ConnectionListener listener;
    private final List<GivenUp> givenUp = new ArrayList<>();

    private WatchSettings settings;
    private LocalNetworkState surroundings;
    private long nowMillis;

    PeerWatch(Connections connections, ConnectionListener listener) {
        this.connections = connections;
        this.listener = listener;
    }

    /**
     * A round begins: from now on connections are looked at, each at most once.
     *
     * @param nowMillis by {@link io.keepalive.agent.time.MonotonicClock}
     */
    void begin(WatchSettings settings, LocalNetworkState surroundings, long nowMillis) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.nowMillis = nowMillis;
    }

    /**
     * Whether there is anything to decide: then its number must stand for it still.
     *
     * @param info its TCP_INFO, which is not {@link TcpInfo#NONE}
     */
    static boolean isNews(Connection connection, int info) {
        int state = TcpInfo.state(info);
        return state == TcpInfo.CLOSE
                ? !connection.isDead()
                : state != TcpInfo.ESTABLISHED
                        || TcpInfo.probes(info) > 0
                        || TcpInfo.retransmits(info) > 0
                        || connection.health() != null;
    }

    /** @param info its TCP_INFO, which is not {@link TcpInfo#NONE} */
    void look(Connection connection, int info) {
        int state = TcpInfo.state(info);
        if (state == TcpInfo.CLOSE) {
            closedByTheKernel(connection, info);
        } else {
            if (!haveBothClosed(state)) {
                alive(connection, info);
            }
            connection.recordInfo(info, nowMillis);
        }
    }

    /**
     * Its descriptor is gone, closed by native code. A native transport does that the moment a call fails, long before
     * the next look; or the application has closed what it had no more use for.
     */
    void vanished(Connection connection) {
        PeerHealth trouble = connection.health();
        boolean wasUnanswered = trouble != null && trouble.unansweredSinceMillis() > 0;
        if (wasUnanswered && !connection.isDead() && !surroundings.isKept(connection)) {
            connections.vanished(connection, connection.sinceSeenMillis(nowMillis), nowMillis);
        }
    }

    /** All that is left is the last word between the kernels: nobody waits for such a peer. */
    private static boolean haveBothClosed(int state) {
        return state == TcpInfo.LAST_ACK || state == TcpInfo.CLOSING || state == TcpInfo.TIME_WAIT;
    }

    private void closedByTheKernel(Connection connection, int info) {
        if (connection.isDead() || endedOrderly(TcpInfo.state(connection.lastInfo()))) {
            return;
        }
        long sinceSeenMillis = connection.sinceSeenMillis(nowMillis);
        if (connections.isTimeout(connection, info, sinceSeenMillis, nowMillis)) {
            lookForTheWay(connection);
            givenUp.add(new GivenUp(connection, info));
        } else {
            closedByThePeer(connection, info);
        }
    }

    /** Whether this round has seen a peer given up by the kernel that nobody had reported. */
    boolean hasGivenUp() {
        return !givenUp.isEmpty();
    }

    /**
     * Reports the peers that this round has seen given up, unless the application's own call has done so meanwhile: it
     * wakes up at the kernel's verdict as the watcher may, and knows more.
     */
    void tellGivenUp() {
        for (GivenUp peer : givenUp) {
            connections.seen(peer.connection, peer.info, peer.connection.sinceSeenMillis(nowMillis), nowMillis);
        }
        givenUp.clear();
    }

    /** Where no look fell between the first unanswered probes and the death, nobody has asked before. */
    private void lookForTheWay(Connection connection) {
        if (surroundings.isCutOff(connection)) {
            connection.healthOrCreate().cutOffHere(true);
        }
    }

    /**
     * A reset leaves an error waiting, and an orderly end of both sides none. Whether it was a reset of a connection
     * that the peer had closed before, only the application's own call can tell, and gets one round to do so.
     */
    private void closedByThePeer(Connection connection, int info) {
        if (!connection.socket().hasPendingError() || !connection.ownsNumber()) {
            return;
        }
        if (connection.isMarkedClosed()) {
            connections.seen(connection, info, connection.sinceSeenMillis(nowMillis), nowMillis);
        } else {
            connection.markClosed();
        }
    }

    /** Whether either end had closed before the connection ended. */
    private static boolean endedOrderly(int lastState) {
        return lastState >= TcpInfo.FIN_WAIT1 && lastState != TcpInfo.CLOSE;
    }

    private void alive(Connection connection, int info) {
        boolean unanswered = TcpInfo.probes(info) > 0 || TcpInfo.retransmits(info) > 0;
        boolean halfClosed = TcpInfo.state(info) == TcpInfo.CLOSE_WAIT;
        if (unanswered || halfClosed || surroundings.isQueued(connection)) {
            inTrouble(connection.healthOrCreate(), connection, info, unanswered, halfClosed);
        } else if (connection.health() != null) {
            outOfTrouble(connection);
        }
    }

    private void inTrouble(
            PeerHealth trouble, Connection connection, int info, boolean unanswered, boolean halfClosed) {
        trouble.queued(surroundings.isQueued(connection), nowMillis);
        if (unanswered) {
            unanswered(trouble, connection, info);
        } else if (trouble.answered()) {
            listener.recovered(connection);
        }
        if (halfClosed) {
            halfClosed(trouble, connection);
        }
    }

    private void outOfTrouble(Connection connection) {
        boolean wasSuspect = connection.health().isSuspect();
        connection.clearHealth();
        if (wasSuspect) {
            listener.recovered(connection);
        }
    }

    private void unanswered(PeerHealth trouble, Connection connection, int info) {
        trouble.unanswered(nowMillis);
        int probes = TcpInfo.probes(info);
        int retransmits = TcpInfo.retransmits(info);
        if (Math.max(probes, retransmits) >= settings.suspectAfter()) {
            trouble.cutOffHere(surroundings.isCutOff(connection));
            trouble.silentNeighbour(surroundings.isSilentNeighbour(connection));
            if (trouble.suspect()) {
                listener.suspected(
                        connection, retransmits > 0 ? SuspectReason.RETRANSMISSIONS : SuspectReason.PROBES, info);
            }
        }
    }

    private void halfClosed(PeerHealth trouble, Connection connection) {
        trouble.halfClosed(nowMillis);
        long since = nowMillis - trouble.halfClosedSinceMillis();
        if (since >= settings.halfClosedAfterMillis() && trouble.reportHalfClose()) {
            listener.halfClosed(connection, since);
        }
    }

    /** A connection whose peer the kernel has given up, and TCP_INFO as it was then: its descriptor may be closed soon. */
    private static final class GivenUp {
        private final Connection connection;
        private final int info;

        GivenUp(Connection connection, int info) {
            this.connection = connection;
            this.info = info;
        }
    }
}
