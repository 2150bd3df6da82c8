// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.ConnectionListener;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.proc.ThreadCpuTime;
import io.keepalive.agent.time.MonotonicClock;
import io.keepalive.agent.time.Pause;
import io.keepalive.agent.watch.schedule.AdaptiveInterval;
import io.keepalive.agent.watch.schedule.CheckSchedule;
import io.keepalive.agent.watch.schedule.PriorityChecks;

/**
 * Makes rounds over the open connections: polls all of them for their end, checks some in full, corrects options that have
 * changed, removes what is closed, and adopts connections whose opening was not intercepted. On the agent's own thread. A
 * round in which nothing happens allocates nothing.
 */
public final class Watcher {

    /** For the application's own call, which the kernel wakes at the same moment, to report a death with its exception. */
    private static final long HEAD_START_MILLIS = 50;

    /**
     * How long the watcher runs before it reads the table of sockets to detect stalls, unless a stall is shorter: a program
     * that ends soon does not need it.
     */
    private static final long STALLS_AFTER_MILLIS = 5_000;

    private final Connections connections;
    private final ConnectionListener listener;
    private final SocketAdoption adoption;
    private final HostNetworkState host;
    private final SendQueues queues;
    private final LocalNetworkState localNetwork;
    private final PeerWatch peers;
    private final CheckSchedule schedule = new CheckSchedule();
    private final PriorityChecks priority = new PriorityChecks();
    private final BatchPoll poll = new BatchPoll();
    private final AdaptiveInterval interval = new AdaptiveInterval();
    private final ThreadCpuTime cpuTime = new ThreadCpuTime();

    private WatchSettings settings;
    private long firstRoundMillis;
    private long lastRoundMillis;
    private long periodMillis;
    private Throwable failure;

    /** @param descriptors of this process, as /proc lists them */
    public Watcher(
            SocketCalls calls,
            OpenDescriptors descriptors,
            Connections connections,
            ConnectionListener listener,
            WatchSettings settings) {
        this.connections = connections;
        this.listener = listener;
        this.adoption = new SocketAdoption(calls, descriptors, connections);
        this.host = new HostNetworkState(descriptors, cpuTime);
        this.queues = new SendQueues(host);
        this.localNetwork = new LocalNetworkState(host, queues);
        this.peers = new PeerWatch(
                connections,
                listener,
                localNetwork,
                new UnacknowledgedData(connections, queues),
                new PeerDiagnosis(connections, new KeepaliveTimers(host)),
                new StallDetector(queues, listener));
        this.settings = settings;
    }

    /** Uses these settings from the next round on. */
    public void use(WatchSettings next) {
        settings = next;
    }

    /**
     * Makes one round. A failure is reported, and does not prevent the next round.
     *
     * @param hooksAreLive whether the application's threads register their connections
     * @return the time until the next round, in milliseconds
     */
    public long round(boolean hooksAreLive) {
        long began = System.nanoTime();
        cpuTime.begin();
        failure = null;
        try {
            checkAll();
            peers.reportSuspects();
            reportGivenUp();
            if (connections.policy().adopt()) {
                adoption.round(hooksAreLive);
            }
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
            listener.agentError("watch", thrown);
        }
        periodMillis = period(cpuTime.nanosSinceBegin());
        return AdaptiveInterval.leftMillis(periodMillis, (System.nanoTime() - began) / 1_000_000);
    }

    /** What the last round has thrown; null for nothing. */
    public Throwable failure() {
        return failure;
    }

    /** Closes what the watcher holds open until the next round, if there is one. */
    public void stop() {
        cpuTime.close();
        poll.close();
        adoption.close();
    }

    private void checkAll() {
        connections.checkFurtherDescriptors();
        long now = MonotonicClock.millis();
        int open = connections.size();
        queues.detectStalls(open > 0 && mayDetectStalls(now) ? settings.stalledAfterMillis() : 0);
        queues.begin(now);
        localNetwork.begin();
        peers.begin(settings, now, Math.max(settings.everyMillis(), periodMillis));
        schedule.begin(open, sinceLastRound(now), connections.policy());
        lastRoundMillis = now;
        try {
            checkUnwell();
            poll.begin(open);
            checkOthers();
        } finally {
            peers.removeVanished();
        }
    }

    /** The first read waits no longer than two regular ones may lie apart, see {@link SendQueues}. */
    private boolean mayDetectStalls(long now) {
        firstRoundMillis = firstRoundMillis == 0 ? now : firstRoundMillis;
        return now - firstRoundMillis >= Math.min(STALLS_AFTER_MILLIS, settings.stalledAfterMillis() / 4);
    }

    private long sinceLastRound(long now) {
        return Math.max(1, lastRoundMillis == 0 ? settings.everyMillis() : now - lastRoundMillis);
    }

    private void checkUnwell() {
        priority.begin();
        for (int number = priority.nextNumber(0); number >= 0; number = priority.nextNumber(number + 1)) {
            check(connections.at(number));
        }
    }

    private void checkOthers() {
        for (int number = connections.nextNumber(0); number >= 0; number = connections.nextNumber(number + 1)) {
            if (!priority.includes(number)) {
                checkOrPoll(number);
            }
        }
        checkEnded();
    }

    private void checkOrPoll(int number) {
        if (schedule.isDue(number)) {
            check(connections.at(number));
        } else if (!poll.isAvailable()) {
            checkUnlessDead(connections.at(number));
        } else {
            poll.add(number);
            if (poll.isFull()) {
                checkEnded();
            }
        }
    }

    /** Polls, and checks the connections that have ended, except for dead ones that are open: these end in every round. */
    private void checkEnded() {
        if (poll.poll()) {
            for (int i = 0; i < poll.size(); i++) {
                if (poll.isEnded(i) || poll.isClosed(i)) {
                    checkUnlessDead(connections.at(poll.number(i)));
                }
            }
        }
        poll.clear();
    }

    private void checkUnlessDead(Connection connection) {
        if (connection != null && !connection.isDead()) {
            check(connection);
        }
    }

    /** @param connection null if it has been closed meanwhile */
    private void check(Connection connection) {
        if (connection == null) {
            return;
        }
        if (connection.socket().isCollected() && !connections.continueByNumber(connection)) {
            remove(connection);
            return;
        }
        int info = connection.socket().info();
        if (connection.socket().isClosing()) {
            return;
        }
        if (isGone(connection, info) || !isOwn(connection, info)) {
            remove(connection);
        } else if (connections.modeOf(connection.rule()) != Mode.OFF) {
            check(connection, info);
        }
    }

    private void check(Connection connection, int info) {
        peers.check(connection, info);
        priority.addIfUnwell(connection);
        if (isComparisonDue(connection) && !connections.reconcile(connection)) {
            remove(connection);
        }
    }

    /** Whether its descriptor was closed, and the close was not intercepted. */
    private static boolean isGone(Connection connection, int info) {
        return info == TcpInfo.NONE || connection.socket().isGone();
    }

    /**
     * Whether TCP_INFO was read from this connection, and not from another socket that has its number by now. Verified
     * where a decision follows from it, at the first check, and regularly for a connection whose mode is off.
     */
    private boolean isOwn(Connection connection, int info) {
        boolean matters = connection.socket().isAdopted()
                || (connections.modeOf(connection.rule()) == Mode.OFF
                        ? schedule.isComparisonDue(connection.socket().number())
                        : !connection.socket().isIdentified() || PeerWatch.needsDecision(connection, info));
        return !matters || connection.ownsNumber();
    }

    /** Removes a connection, unless the application is closing it, which interception handles. */
    private void remove(Connection connection) {
        if (!connection.socket().isClosing() && !connections.moveToFurtherDescriptor(connection)) {
            peers.vanished(connection);
        }
    }

    private boolean isComparisonDue(Connection connection) {
        return !connection.isDead()
                && (connection.actual() == null
                        || schedule.isComparisonDue(connection.socket().number()));
    }

    private void reportGivenUp() {
        if (peers.hasGivenUp()) {
            Pause.sleep(HEAD_START_MILLIS);
            peers.reportGivenUp();
        }
    }

    /**
     * The cost of the round without that of reading the table of sockets, which has limits of its own. The two cannot be told
     * apart in one round, because the kernel counts processor time in ticks: a round with such a read counts as an average
     * one. The regular reads are spread over all rounds.
     */
    private long withoutTable(long roundNanos) {
        long nanos = host.takeTableRead() ? Math.min(roundNanos, interval.averageNanos()) : roundNanos;
        return nanos + queues.nanosWithin(settings.everyMillis());
    }

    private long period(long roundNanos) {
        listener.roundEnded(roundNanos);
        long period = interval.periodMillis(settings.everyMillis(), withoutTable(roundNanos));
        if (interval.hasChanged()) {
            long averageMillis = interval.averageNanos() / 1_000_000;
            listener.intervalChanged(interval.isSlowed(), period, averageMillis, connections.size());
        }
        return period;
    }
}
