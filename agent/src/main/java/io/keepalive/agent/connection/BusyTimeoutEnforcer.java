// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.HeldSocket;
import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.SystemDefaults;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.peer.PeerHealth;
import io.keepalive.agent.peer.Silence;
import io.keepalive.agent.peer.UserTimeoutSchedule;
import io.keepalive.agent.time.MonotonicClock;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how long a silent peer may leave sent data unacknowledged, by TCP_USER_TIMEOUT. That option alone would also end
 * connections whose peer answers and reads slowly, so it is armed only while the peer is silent, and taken back when the
 * peer answers. On the agent's own thread, except {@link #closing}.
 */
final class BusyTimeoutEnforcer {

    /** Connections that were removed while armed: more than that are not remembered. */
    private static final int MAX_REMOVED = 10_000;

    /** A later socket may get the same inode number. */
    private static final long REMEMBERED_MILLIS = 60_000;

    private final PolicyEnforcer enforcer;
    private final ConnectionListener listener;
    private final long retransmissionMillis;
    private final WindowProbes windowProbes;
    private volatile boolean hasEnded;
    private volatile boolean isSuspended;
    private final Map<Long, Armed> removed = new HashMap<>();

    /** @param retransmissionLimit the sysctl tcp_retries2 */
    BusyTimeoutEnforcer(PolicyEnforcer enforcer, ConnectionListener listener, int retransmissionLimit) {
        this.enforcer = enforcer;
        this.listener = listener;
        this.windowProbes = new WindowProbes(retransmissionLimit);
        this.retransmissionMillis = SystemDefaults.retransmissionMillis(retransmissionLimit);
    }

    /**
     * The peer is silent and data waits: arms the user timeout, or adjusts it.
     *
     * @param silence of the peer
     */
    void arm(Connection connection, Silence silence) {
        PeerHealth health = connection.health();
        if (!enforcer.enforces(connection) || health.isUserTimeoutRefused()) {
            disarm(connection);
            return;
        }
        int busyMillis = enforcer.effective(connection).busyTimeoutMillis();
        UserTimeoutSchedule schedule = health.schedule(busyMillis, silence.attempts());
        if (busyMillis == 0 || hasEnded || isSuspended || isSlowerThanOther(connection, schedule.latestMillis())) {
            disarm(connection);
        } else {
            arm(connection, silence, schedule);
        }
    }

    private void arm(Connection connection, Silence silence, UserTimeoutSchedule schedule) {
        if (silence.isWindowClosed()) {
            windowProbes.shorten(connection, schedule.busyMillis());
        } else {
            windowProbes.restore(connection);
        }
        int millis = schedule.next(silence);
        if (millis == 0 || isSlowerThanOther(connection, millis)) {
            takeBack(connection);
        } else if (millis != connection.armedMillis()) {
            set(connection, millis, schedule.busyMillis());
        }
    }

    /**
     * Whether the connection would end no later without this user timeout: by the one that is set all the time or, where none
     * is, by tcp_retries2, which the kernel ignores while any is set (tcp_write_timeout of net/ipv4/tcp_timer.c).
     */
    private boolean isSlowerThanOther(Connection connection, int millis) {
        int other = connection.wanted().userTimeoutMillis();
        return millis >= (other > 0 ? other : retransmissionMillis);
    }

    /** The limit for this connection in milliseconds, by the policy or, where that is shorter, by the kernel; 0 for none. */
    int limitMillis(Connection connection) {
        int millis =
                enforcer.enforces(connection) ? enforcer.effective(connection).busyTimeoutMillis() : 0;
        return (int) Math.min(millis, retransmissionMillis);
    }

    /** The peer answers, no data waits, or another policy is in force: takes the user timeout back where it is armed. */
    void disarm(Connection connection) {
        windowProbes.restore(connection);
        takeBack(connection);
    }

    private void takeBack(Connection connection) {
        if (connection.armedMillis() > 0) {
            set(connection, 0, 0);
        }
    }

    /** The JVM ends: arms nothing any more. Afterwards each connection is to be {@linkplain #disarm disarmed}. On any thread. */
    void end() {
        hasEnded = true;
    }

    /** Arms nothing while suspended. Afterwards each connection is to be {@linkplain #disarm disarmed}. On any thread. */
    void suspend(boolean suspended) {
        isSuspended = suspended;
    }

    /** The application closes the connection: what it has written is delivered as long as without the agent. On its thread. */
    void closing(Connection connection) {
        PeerHealth health = connection.health();
        boolean isArmed = health != null && (health.armedMillis() > 0 || health.retryIntervalMillis() > 0);
        if (isArmed && !connection.socket().isReplaced()) {
            try {
                restoreUserTimeout(connection.socket(), health.armedMillis(), wantedMillis(connection));
                restoreRetryInterval(
                        connection.socket(), health.retryIntervalMillis(), health.retryIntervalBeforeMillis());
            } catch (IOException closedMeanwhile) {
                return;
            }
        }
    }

    /** Leaves what native code has set meanwhile. Static, so that no class is loaded on the application's thread. */
    private static void restoreUserTimeout(TcpSocket socket, int armedMillis, int wantedMillis) throws IOException {
        if (armedMillis > 0 && socket.read(KeepaliveOption.USER_TIMEOUT) == armedMillis) {
            socket.write(KeepaliveOption.USER_TIMEOUT, wantedMillis);
        }
    }

    private static void restoreRetryInterval(TcpSocket socket, int setMillis, int beforeMillis) throws IOException {
        if (setMillis > 0 && socket.longestRetryInterval() == setMillis) {
            socket.setLongestRetryInterval(beforeMillis);
        }
    }

    /** Null-safe: a rule whose mode is off wants nothing. */
    private static int wantedMillis(Connection connection) {
        KeepaliveSettings wanted = connection.wanted();
        return wanted == null ? 0 : Math.max(0, wanted.userTimeoutMillis());
    }

    /**
     * The watcher removes a connection, because its number is closed or belongs to another socket. Its own socket may be
     * open under a number that is not known yet; {@link #adopting} then finds it.
     */
    void removed(Connection connection) {
        PeerHealth health = connection.health();
        long inode = connection.socket().inode();
        boolean isArmed = health != null && (health.armedMillis() > 0 || health.retryIntervalMillis() > 0);
        if (isArmed && inode != SocketCalls.NO_SOCKET) {
            long now = MonotonicClock.millis();
            removed.values().removeIf(earlier -> now - earlier.atMillis > REMEMBERED_MILLIS);
            if (removed.size() < MAX_REMOVED) {
                removed.put(inode, new Armed(health, wantedMillis(connection), now));
            }
        }
    }

    /** A socket is about to be adopted: what is armed on it since the agent last knew it is not the application's. */
    void adopting(TcpSocket socket) {
        Armed before = removed.remove(socket.inode());
        if (before != null && MonotonicClock.millis() - before.atMillis <= REMEMBERED_MILLIS) {
            try (HeldSocket held = socket.hold()) {
                if (held != null) {
                    before.restore(held);
                }
            } catch (IOException closedMeanwhile) {
                return;
            }
        }
    }

    /** @param millis 0 to take it back */
    private void set(Connection connection, int millis, int busyMillis) {
        if (connection.isBeingTuned()) {
            return;
        }
        try (HeldSocket held = connection.hold()) {
            if (held != null) {
                set(connection, held, millis, busyMillis);
            }
        } catch (IOException closedOrRefused) {
            refused(connection, millis, closedOrRefused);
        }
    }

    /**
     * A value that is neither armed nor wanted has been set by native code meanwhile, which {@link OptionComparison}
     * handles in this round. The armed value is recorded before it is set, so that it is taken back whatever fails.
     */
    private void set(Connection connection, HeldSocket held, int millis, int busyMillis) throws IOException {
        PeerHealth health = connection.health();
        if (health == null) {
            return;
        }
        int wanted = wantedMillis(connection);
        int actual = held.read(KeepaliveOption.USER_TIMEOUT);
        boolean isArmed = health.armedMillis() > 0 && actual == health.armedMillis();
        if (!isArmed && actual != wanted) {
            health.recordArmed(0, 0);
            connection.recordActual(null);
            return;
        }
        if (millis > 0) {
            health.recordArmed(millis, busyMillis);
            held.write(KeepaliveOption.USER_TIMEOUT, millis);
        } else {
            if (isArmed) {
                held.write(KeepaliveOption.USER_TIMEOUT, wanted);
            }
            health.recordArmed(0, 0);
        }
        connection.recordActual(null);
    }

    private void refused(Connection connection, int millis, IOException refused) {
        PeerHealth health = connection.health();
        if (millis > 0 && health != null && !connection.socket().isGone()) {
            health.recordArmed(0, 0);
            health.markUserTimeoutRefused();
            enforcer.reportNotApplied(connection, KeepaliveOption.USER_TIMEOUT, millis, refused.getMessage());
        }
    }

    /** What is armed on a connection, and what it should have. */
    private static final class Armed {
        private final int armedMillis;
        private final int wantedMillis;
        private final int retryIntervalMillis;
        private final int retryIntervalBeforeMillis;
        private final long atMillis;

        Armed(PeerHealth health, int wantedMillis, long atMillis) {
            this.armedMillis = health.armedMillis();
            this.wantedMillis = wantedMillis;
            this.retryIntervalMillis = health.retryIntervalMillis();
            this.retryIntervalBeforeMillis = health.retryIntervalBeforeMillis();
            this.atMillis = atMillis;
        }

        void restore(TcpSocket socket) throws IOException {
            restoreUserTimeout(socket, armedMillis, wantedMillis);
            restoreRetryInterval(socket, retryIntervalMillis, retryIntervalBeforeMillis);
        }
    }
}
