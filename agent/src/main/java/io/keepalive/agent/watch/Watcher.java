package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.ConnectionListener;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.kernel.DescriptorPoll;
import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.proc.ThreadCpuTime;
import io.keepalive.agent.time.MonotonicClock;
import io.keepalive.agent.time.Pause;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * The reconciling round: looks at every open connection, puts right what has drifted, forgets what is gone, and adopts
 * what nobody saw opening. On the agent's own thread. A round in which nothing happens allocates nothing.
 */
public final class Watcher {

    /** Which the application's own call, woken by the same verdict, has to report a death with what it alone knows. */
    private static final long HEAD_START_MILLIS = 50;

    private final Connections connections;
    private final ConnectionListener listener;
    private final SocketAdoption adoption;
    private final PeerWatch peers;
    private final LocalNetworkState surroundings;
    private final CheckSchedule turns;
    private final BatchPoll glance;
    private final AdaptiveInterval pace = new AdaptiveInterval();
    private final ThreadCpuTime processorTime = new ThreadCpuTime();
    private final PriorityChecks closeWatch;
    private final Consumer<Connection> look = this::look;
    private final IntConsumer visitor = this::visit;

    private WatchSettings settings;
    private long lastRoundMillis;

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
        this.peers = new PeerWatch(connections, listener);
        this.surroundings = new LocalNetworkState(new HostNetworkState(descriptors));
        this.turns = new CheckSchedule();
        this.glance = new BatchPoll(DescriptorPoll.ofThisJdk(), this::lookAtEnded);
        this.closeWatch = new PriorityChecks(connections);
        this.settings = settings;
    }

    /** From the next round on. */
    public void use(WatchSettings next) {
        settings = next;
    }

    /**
     * One round. A round that fails is reported, and the next one comes all the same.
     *
     * @return how long to wait for the next, in milliseconds
     */
    public long round() {
        long began = System.nanoTime();
        processorTime.begin();
        try {
            lookAtAll();
            tellGivenUp();
            if (connections.policy().adopt()) {
                adoption.sweep();
            }
        } catch (RuntimeException | Error failure) {
            listener.agentError("watch", failure);
        }
        long period = pace(processorTime.nanosSinceBegin());
        return AdaptiveInterval.leftMillis(period, (System.nanoTime() - began) / 1_000_000);
    }

    /** No round comes any more, or none for now: closes what the watcher holds open. The next round opens it anew. */
    public void stop() {
        processorTime.close();
        glance.close();
        adoption.close();
    }

    private void lookAtAll() {
        connections.settleNumbers();
        long now = MonotonicClock.millis();
        surroundings.begin(now);
        peers.begin(settings, surroundings, now);
        turns.begin(connections.size(), sinceLastRound(now), connections.policy());
        lastRoundMillis = now;
        closeWatch.begin(look);
        connections.forEachNumber(visitor);
        glance.finish();
    }

    private void tellGivenUp() {
        if (peers.hasGivenUp()) {
            Pause.sleep(HEAD_START_MILLIS);
            peers.tellGivenUp();
        }
    }

    private long sinceLastRound(long now) {
        return Math.max(1, lastRoundMillis == 0 ? settings.everyMillis() : now - lastRoundMillis);
    }

    private void visit(int number) {
        if (!closeWatch.hasLookedAt(number)) {
            if (turns.isTurnOf(number)) {
                lookAt(number);
            } else {
                glance.at(number);
            }
        }
    }

    private void lookAt(int number) {
        Connection connection = connections.at(number);
        if (connection != null) {
            look(connection);
        }
    }

    /** Of one that is dead and still open, poll tells the same in every round. */
    private void lookAtEnded(int number) {
        Connection connection = connections.at(number);
        if (connection != null && !connection.isDead()) {
            look(connection);
        }
    }

    private void look(Connection connection) {
        if (connection.socket().isCollected() && !connections.outlivesItsDescriptor(connection)) {
            lose(connection);
            return;
        }
        int info = connection.socket().info();
        if (connection.socket().isClosing()) {
            return;
        }
        if (isGone(connection, info) || !mayBeLookedAt(connection, info)) {
            lose(connection);
        } else if (connections.modeOf(connection.rule()) != Mode.OFF) {
            peers.look(connection, info);
            closeWatch.keep(connection);
            if (isDueForComparison(connection) && !connections.reconcile(connection)) {
                lose(connection);
            }
        }
    }

    /** Its descriptor was closed where nobody saw it. */
    private static boolean isGone(Connection connection, int info) {
        return info == TcpInfo.NONE || connection.socket().isGone();
    }

    /**
     * Whether what has been seen was seen of this connection, and not of another socket that has its number by now. Asked
     * where something follows from it, at the first look, and now and then of one that is left alone.
     */
    private boolean mayBeLookedAt(Connection connection, int info) {
        boolean matters = connection.socket().isAdopted()
                || (connections.modeOf(connection.rule()) == Mode.OFF
                        ? turns.isComparisonOf(connection.socket().number())
                        : !connection.socket().isIdentified() || PeerWatch.isNews(connection, info));
        return !matters || connection.ownsNumber();
    }

    /** Unless the application has begun to close it: then that will tell. */
    private void lose(Connection connection) {
        if (!connection.socket().isClosing() && !connections.goesOnElsewhere(connection)) {
            peers.vanished(connection);
            connections.lost(connection);
        }
    }

    private boolean isDueForComparison(Connection connection) {
        return !connection.isDead()
                && (connection.actual() == null
                        || turns.isComparisonOf(connection.socket().number()));
    }

    private long pace(long roundNanos) {
        listener.roundEnded(roundNanos);
        long period = pace.periodMillis(settings.everyMillis(), roundNanos);
        if (pace.hasChanged()) {
            listener.intervalChanged(pace.isSlowed(), period, pace.averageNanos() / 1_000_000, connections.size());
        }
        return period;
    }
}
