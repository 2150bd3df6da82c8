package io.keepalive.agent.report;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.ConnectionListener;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.connection.Death;
import io.keepalive.agent.connection.OptionChange;
import io.keepalive.agent.connection.SuspectReason;
import io.keepalive.agent.event.AppChanged;
import io.keepalive.agent.event.ConnectionClosed;
import io.keepalive.agent.event.ConnectionHalfClosed;
import io.keepalive.agent.event.ConnectionOpened;
import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.Level;
import io.keepalive.agent.event.OptionNotApplied;
import io.keepalive.agent.event.PeerDead;
import io.keepalive.agent.event.PeerRecovered;
import io.keepalive.agent.event.PeerSuspect;
import io.keepalive.agent.event.agent.AgentError;
import io.keepalive.agent.event.agent.AgentIdentity;
import io.keepalive.agent.event.agent.AgentMessage;
import io.keepalive.agent.fault.ThreadStop;
import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.report.counters.Counters;
import io.keepalive.agent.thread.DaemonThreads;
import io.keepalive.agent.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes what happens, on whatever thread it happens, counts it, and has it written by a thread of its own.
 *
 * <p>Those who call it pay at most one small object and one lock-free insertion: no lock, no I/O, no text is built, and nothing
 * is thrown, but that there was no memory for a death, which is then to be told again. Events below the log's level cost a comparison. What comes before {@link #start} waits in the queue.
 */
public final class Reporter implements ConnectionListener {

    /** So many events wait at most; beyond, they are only counted. */
    static final int CAPACITY = 8192;

    /**
     * How long the JVM's end, or {@link #stop}, waits for the log at most, in milliseconds: a log on a stuck disk or
     * an unread pipe must not keep the application from ending.
     */
    static final long PATIENCE_MILLIS = 1000;

    private static final String THREAD_NAME = "keepalive-report";

    private final EventQueue queue = new EventQueue(CAPACITY);
    private final Counters tally = new Counters();
    private final SinkContext desk = new SinkContext(tally, this::complain, this::agentError);
    private final FailureLimiter repeats = new FailureLimiter();
    private final ObservedKinds observations = new ObservedKinds();
    private final Clock time;
    private final ReportLoop loop;

    private volatile ReportSettings settings;
    private volatile AgentIdentity agent;
    private volatile boolean stopped;
    private Thread thread;
    private Thread exit;

    /**
     * @param settings what is reported and where to
     * @param agent who reports
     * @param log which is always open, and runs on the reporter's own thread
     * @param more kinds of sinks; opened where the settings ask for them, each on a thread of its own
     */
    public Reporter(ReportSettings settings, AgentIdentity agent, SinkFactory log, List<SinkFactory> more) {
        this(settings, agent, new SinkRegistry(log, more, Clock.SYSTEM), Clock.SYSTEM);
    }

    /**
     * @param opener opens the sinks that the settings ask for; called on the reporter's thread
     */
    Reporter(ReportSettings settings, AgentIdentity agent, SinkOpener opener, Clock time) {
        this.settings = settings;
        this.agent = agent;
        this.time = time;
        this.loop = new ReportLoop(queue, desk, opener, time, settings);
    }

    /** Starts the thread, and has what is queued written when the JVM ends. Does nothing when it runs already. */
    public synchronized void start() {
        if (thread != null) {
            return;
        }
        thread = DaemonThreads.create(THREAD_NAME, loop);
        thread.start();
        exit = DaemonThreads.create(THREAD_NAME + "-exit", this::finish);
        try {
            Runtime.getRuntime().addShutdownHook(exit);
        } catch (IllegalStateException endingAlready) {
            exit = null;
        }
    }

    /**
     * Writes what is queued, closes the log and ends the thread; waits for that at most a second. From then on what
     * happens is counted and no longer written; there is no second start.
     */
    public void stop() {
        stop(PATIENCE_MILLIS);
    }

    /** The same, and waits for so many milliseconds at most. */
    public synchronized void stop(long patienceMillis) {
        if (thread == null) {
            return;
        }
        stopped = true;
        loop.stop();
        if (DaemonThreads.awaitTermination(thread, patienceMillis)) {
            removeExit();
        }
    }

    /** From now on reports like this; what is on its way goes there too. */
    public void use(ReportSettings settings, AgentIdentity agent) {
        this.settings = settings;
        this.agent = agent;
        loop.use(settings);
    }

    /** From now on the sinks see these connections. */
    public void connect(Connections connections) {
        desk.connect(connections);
    }

    /** Shows events to it where they happen, from now on. */
    public void showTo(InlineEventListener witness) {
        desk.inlineListener(witness);
    }

    /** What has been counted since the start. */
    public Counters counters() {
        return tally;
    }

    /** Reports an event of the agent itself. */
    public void report(Event event) {
        try {
            enqueue(event);
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    @Override
    public void opened(Connection connection) {
        tally.opened(connection.direction()).add(connection.discoveredBy());
        if (connection.isOnlyObserved() || isWritten(Level.DEBUG)) {
            try {
                Level level = observations.isNews(connection) ? Level.INFO : Level.DEBUG;
                enqueue(new ConnectionOpened(connection, level, now()));
            } catch (Throwable failure) {
                fail(failure);
            }
        }
        if (witness(InlineEventListener.Kind.OPENED) != null) {
            showOpened(connection);
        }
    }

    @Override
    public void closed(Connection connection) {
        if (isWritten(Level.DEBUG)) {
            try {
                enqueue(new ConnectionClosed(connection, connection.ageMillis(time.monotonicMillis()), now()));
            } catch (Throwable failure) {
                fail(failure);
            }
        }
    }

    @Override
    public void optionChanged(OptionChange change) {
        tally.appChanges().add(change.outcome());
        if (change.isFirstHere()) {
            try {
                enqueue(new AppChanged(change, withStacks(), now()));
            } catch (Throwable failure) {
                fail(failure);
            }
        }
    }

    @Override
    public void suspected(Connection connection, SuspectReason reason, int info) {
        try {
            PeerSuspect suspect = new PeerSuspect(connection, reason, info, now());
            show(InlineEventListener.Kind.SUSPECT, suspect);
            enqueue(suspect);
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    @Override
    public void recovered(Connection connection) {
        try {
            enqueue(new PeerRecovered(connection, now()));
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    @Override
    public void halfClosed(Connection connection, long sinceMillis) {
        try {
            enqueue(new ConnectionHalfClosed(connection, sinceMillis, now()));
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    @Override
    public void died(Death death) {
        try {
            PeerDead dead = new PeerDead(death, withStacks());
            enqueueForAll(dead);
            tally.addDeath(death);
            show(InlineEventListener.Kind.DEAD, dead);
        } catch (OutOfMemoryError untold) {
            throw untold;
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    @Override
    public void notApplied(Connection connection, KeepaliveOption option, int value, String reason) {
        tally.addAgentError();
        try {
            enqueue(new OptionNotApplied(connection, option, value, reason, now()));
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    @Override
    public void intervalChanged(boolean slowed, long everyMillis, long roundMillis, int connections) {
        try {
            enqueue(
                    slowed
                            ? AgentMessage.limited(agent, slowed(everyMillis, roundMillis, connections), now())
                            : AgentMessage.told(agent, "the watcher looks every " + everyMillis + " ms again", now()));
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    private static String slowed(long everyMillis, long roundMillis, int connections) {
        return "a round over " + connections + " connections takes " + roundMillis + " ms of a processor, so the"
                + " watcher now looks every " + everyMillis + " ms and not more often";
    }

    @Override
    public void agentError(String where, Throwable failure) {
        tally.addAgentError();
        try {
            AtomicLong kind = repeats.of(where, failure);
            long times = kind.incrementAndGet();
            if (FailureLimiter.isWorthTelling(times)) {
                tell(where, failure, times, kind);
            }
        } catch (Throwable evenThat) {
            fail(evenThat);
        }
    }

    /** What there is no memory to tell of has not happened yet, so that the next of its kind is told of. */
    private void tell(String where, Throwable failure, long times, AtomicLong kind) {
        boolean told = false;
        try {
            enqueue(new AgentError(agent, where, failure, times, now()));
            told = true;
        } finally {
            if (!told) {
                kind.decrementAndGet();
            }
        }
    }

    @Override
    public void roundEnded(long roundNanos) {
        tally.addRound(roundNanos);
    }

    private void complain(String what) {
        report(AgentMessage.limited(agent, what, now()));
    }

    private void showOpened(Connection connection) {
        try {
            show(InlineEventListener.Kind.OPENED, new ConnectionOpened(connection, Level.DEBUG, now()));
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    /** A witness that fails takes nothing from the log. */
    private void show(InlineEventListener.Kind kind, Event event) {
        InlineEventListener witness = witness(kind);
        if (witness != null) {
            try {
                witness.onEvent(kind, event);
            } catch (Throwable failure) {
                fail(failure);
            }
        }
    }

    private InlineEventListener witness(InlineEventListener.Kind kind) {
        InlineEventListener witness = desk.inlineListener();
        return witness != null && witness.wants(kind) ? witness : null;
    }

    private void enqueue(Event event) {
        if (isWritten(event.level())) {
            queue.add(event);
            loop.wake();
        }
    }

    /** Whatever the log's level: it is not the log alone that wants to know. */
    private void enqueueForAll(Event event) {
        if (!stopped) {
            queue.add(event);
            loop.wake();
        }
    }

    private boolean withStacks() {
        return settings.stackTraces() != StackTraces.OFF;
    }

    private boolean isWritten(Level level) {
        return !stopped && level.compareTo(settings.log().level()) >= 0;
    }

    private long now() {
        return time.wallMillis();
    }

    /**
     * Whoever calls the reporter is at work for the application: nothing that fails here may reach it. Guarded in each
     * method, and not by a lambda handed to one, for the JVM makes a class of a lambda on the thread that first meets it.
     */
    private void fail(Throwable failure) {
        ThreadStop.passOn(failure);
        tally.addAgentError();
    }

    /** At the end of the JVM. Where nothing has been reported yet, nobody waits for the log to be opened. */
    private void finish() {
        try {
            if (stopped) {
                DaemonThreads.awaitTermination(thread, PATIENCE_MILLIS);
            } else if (!queue.isUntouched()) {
                loop.flush(PATIENCE_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeExit() {
        try {
            if (exit != null) {
                Runtime.getRuntime().removeShutdownHook(exit);
            }
        } catch (IllegalStateException endingAlready) {
            exit = null;
        }
    }
}
