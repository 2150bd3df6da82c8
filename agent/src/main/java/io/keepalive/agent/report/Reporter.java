// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.ConnectionListener;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.connection.Death;
import io.keepalive.agent.connection.OptionChange;
import io.keepalive.agent.event.AppChanged;
import io.keepalive.agent.event.ConnectionClosed;
import io.keepalive.agent.event.ConnectionHalfClosed;
import io.keepalive.agent.event.ConnectionOpened;
import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.Level;
import io.keepalive.agent.event.OptionNotApplied;
import io.keepalive.agent.event.PeerDead;
import io.keepalive.agent.event.PeerRecovered;
import io.keepalive.agent.event.PeerStalled;
import io.keepalive.agent.event.PeerSuspect;
import io.keepalive.agent.event.agent.AgentError;
import io.keepalive.agent.event.agent.AgentEvent;
import io.keepalive.agent.event.agent.AgentIdentity;
import io.keepalive.agent.fault.PartHealth;
import io.keepalive.agent.fault.Parts;
import io.keepalive.agent.fault.ThreadStop;
import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.peer.SuspectReason;
import io.keepalive.agent.report.counters.Counters;
import io.keepalive.agent.thread.ConsoleLine;
import io.keepalive.agent.thread.DaemonThreads;
import io.keepalive.agent.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Receives events on any thread, counts them, and writes them on a thread of its own.
 *
 * <p>A call costs at most one small object and one lock-free insertion: no lock, no I/O, no text. An event below the log's
 * level costs a comparison. Nothing is thrown, except an OutOfMemoryError for a death, which the caller then reports again.
 * Events before {@link #start} wait in the queue.
 */
public final class Reporter implements ConnectionListener {

    /** Maximum number of queued events, half of it for those of the level DEBUG; further ones are dropped and counted. */
    static final int CAPACITY = 16_384;

    /**
     * Maximum time for which the end of the JVM, or {@link #stop}, waits for the log: a stuck disk or an unread pipe must not
     * keep the application from ending.
     */
    static final long STOP_TIMEOUT_MILLIS = 1000;

    /** Failures in a row that take the listener of Flight Recorder out of service: on many threads at the same time. */
    private static final int INLINE_LIMIT = 100;

    private static final String THREAD_NAME = "keepalive-report";

    private final EventQueue queue = new EventQueue(CAPACITY);
    private final Counters counters = new Counters();
    private final Context context = new Context();
    private final FailureLimiter failureLimiter = new FailureLimiter();
    private final PartHealth flightRecorder;
    private final ObservedKinds observedKinds = new ObservedKinds();
    private final Clock time;
    private final ReportLoop loop;

    private volatile ReportSettings settings;
    private volatile AgentIdentity agent;
    private volatile boolean stopped;
    private Thread thread;
    private Thread shutdownHook;

    /**
     * @param settings what is reported and where to
     * @param agent identity of the agent
     * @param log the log, always open, on the reporter's thread
     * @param more other sinks, opened when configured, each on a thread of its own
     */
    public Reporter(ReportSettings settings, AgentIdentity agent, SinkFactory log, List<SinkFactory> more) {
        this(settings, agent, new SinkRegistry(log, more, Clock.SYSTEM), Clock.SYSTEM);
    }

    /**
     * @param opener opens the configured sinks, on the reporter's thread
     */
    Reporter(ReportSettings settings, AgentIdentity agent, SinkOpener opener, Clock time) {
        this.settings = settings;
        this.agent = agent;
        this.time = time;
        this.flightRecorder = context.parts()
                .add(new PartHealth(
                        "Flight Recorder",
                        "events are left out of recordings, and everything else goes on",
                        INLINE_LIMIT));
        this.loop = new ReportLoop(queue, context, opener, time, settings);
    }

    /** Starts the thread and registers a shutdown hook that writes what is queued. Does nothing if it is running. */
    public synchronized void start() {
        if (thread != null) {
            return;
        }
        thread = DaemonThreads.create(THREAD_NAME, loop);
        thread.start();
        shutdownHook = DaemonThreads.create(THREAD_NAME + "-exit", new Exit());
        try {
            Runtime.getRuntime().addShutdownHook(shutdownHook);
        } catch (IllegalStateException endingAlready) {
            shutdownHook = null;
        }
    }

    /**
     * Writes the queued events, closes the sinks and ends the thread; waits at most a second. Later events are counted and
     * not written. The reporter cannot be started again.
     */
    public void stop() {
        stop(STOP_TIMEOUT_MILLIS);
    }

    /** The same with another maximum time to wait. */
    public synchronized void stop(long timeoutMillis) {
        if (thread == null) {
            return;
        }
        stopped = true;
        loop.stop();
        if (DaemonThreads.awaitTermination(thread, timeoutMillis)) {
            removeShutdownHook();
        }
    }

    /**
     * Writes the queued events, and closes the files and sockets of the sinks until {@link #resume}. Events are queued
     * meanwhile. On the agent's own thread.
     *
     * @return whether this was done within the time
     */
    public boolean pause(long millis) {
        try {
            return !hasThread() || loop.pause(millis);
        } catch (InterruptedException dropped) {
            return false;
        }
    }

    /** Ends a pause. */
    public void resume() {
        loop.resume();
    }

    private synchronized boolean hasThread() {
        return thread != null;
    }

    /** Uses these settings from now on, for queued events too. */
    public void use(ReportSettings settings, AgentIdentity agent) {
        this.settings = settings;
        this.agent = agent;
        loop.use(settings);
    }

    /** Gives the sinks access to the connections. */
    public void connect(Connections connections) {
        context.connect(connections);
    }

    /** Passes events to the listener on the thread on which they happen. */
    public void setInlineListener(InlineEventListener listener) {
        context.setInlineListener(listener);
    }

    /** The parts of the agent that can fail on their own. */
    public Parts parts() {
        return context.parts();
    }

    /**
     * Reports which parts of the agent have gone out of service or have come back, and lets another thread write where a
     * sink does not return. On the agent's own thread, about once a second; allocates nothing where nothing has changed.
     */
    public void reviewParts() {
        context.reviewParts();
        if (loop.health().isHung()) {
            goOnWithAnotherThread();
        }
    }

    private synchronized void goOnWithAnotherThread() {
        Thread next = stopped ? null : loop.replaceHungThread(() -> DaemonThreads.create(THREAD_NAME, loop));
        thread = next == null ? thread : next;
    }

    /** The counters since the start. */
    public Counters counters() {
        return counters;
    }

    /** Reports an event of the agent itself. */
    public void report(Event event) {
        try {
            enqueue(event);
        } catch (Throwable failure) {
            countFailure(failure);
        }
    }

    @Override
    public void opened(Connection connection) {
        counters.opened(connection.direction()).add(connection.discoveredBy());
        if (connection.isOnlyObserved() || isWritten(Level.DEBUG)) {
            try {
                Level level = observedKinds.shouldReport(connection) ? Level.INFO : Level.DEBUG;
                enqueue(new ConnectionOpened(connection, level, now()));
            } catch (Throwable failure) {
                countFailure(failure);
            }
        }
        if (listenerFor(InlineEventListener.Kind.OPENED) != null) {
            notifyOpened(connection);
        }
    }

    @Override
    public void closed(Connection connection) {
        if (isWritten(Level.DEBUG)) {
            try {
                enqueue(new ConnectionClosed(connection, connection.ageMillis(time.monotonicMillis()), now()));
            } catch (Throwable failure) {
                countFailure(failure);
            }
        }
    }

    @Override
    public void optionChanged(OptionChange change) {
        counters.appChanges().add(change.outcome());
        if (change.isFirstHere()) {
            try {
                enqueue(new AppChanged(change, withStacks(), now()));
            } catch (Throwable failure) {
                countFailure(failure);
            }
        }
    }

    @Override
    public void suspected(Connection connection, SuspectReason reason, int info, int retransmissionLimit) {
        try {
            PeerSuspect suspect = new PeerSuspect(connection, reason, info, retransmissionLimit, now());
            notifyInline(InlineEventListener.Kind.SUSPECT, suspect);
            enqueue(suspect);
        } catch (Throwable failure) {
            countFailure(failure);
        }
    }

    @Override
    public void recovered(Connection connection) {
        try {
            enqueue(new PeerRecovered(connection, now()));
        } catch (Throwable failure) {
            countFailure(failure);
        }
    }

    @Override
    public void stalled(Connection connection, long queuedBytes, long stalledMillis) {
        try {
            PeerStalled stalled = new PeerStalled(connection, queuedBytes, stalledMillis, now());
            notifyInline(InlineEventListener.Kind.STALLED, stalled);
            enqueue(stalled);
        } catch (Throwable failure) {
            countFailure(failure);
        }
    }

    @Override
    public void halfClosed(Connection connection, long sinceMillis) {
        try {
            enqueue(new ConnectionHalfClosed(connection, sinceMillis, now()));
        } catch (Throwable failure) {
            countFailure(failure);
        }
    }

    @Override
    public void died(Death death) {
        try {
            PeerDead dead = new PeerDead(death, withStacks());
            enqueueForAll(dead);
            counters.addDeath(death);
            notifyInline(InlineEventListener.Kind.DEAD, dead);
        } catch (OutOfMemoryError retried) {
            throw retried;
        } catch (Throwable failure) {
            countFailure(failure);
        }
    }

    @Override
    public void notApplied(Connection connection, KeepaliveOption option, int value, String reason) {
        counters.addAgentError();
        try {
            enqueue(new OptionNotApplied(connection, option, value, reason, now()));
        } catch (Throwable failure) {
            countFailure(failure);
        }
    }

    @Override
    public void intervalChanged(boolean slowed, long everyMillis, long roundMillis, int connections) {
        try {
            enqueue(
                    slowed
                            ? AgentEvent.limited(agent, slowed(everyMillis, roundMillis, connections), now())
                            : AgentEvent.notice(agent, "the watcher checks every " + everyMillis + " ms again", now()));
        } catch (Throwable failure) {
            countFailure(failure);
        }
    }

    private static String slowed(long everyMillis, long roundMillis, int connections) {
        return "a round over " + connections + " connections takes " + roundMillis + " ms of processor time, so the"
                + " watcher now checks every " + everyMillis + " ms";
    }

    @Override
    public void agentError(String where, Throwable failure) {
        counters.addAgentError();
        try {
            AtomicLong count = failureLimiter.counterFor(where, failure);
            long times = count.incrementAndGet();
            if (PartHealth.isPowerOfTen(times)) {
                reportFailure(where, failure, times, count);
            }
        } catch (Throwable secondFailure) {
            countFailure(secondFailure);
        }
    }

    /** A failure that cannot be queued for want of memory is not counted, so that the next one is reported. */
    private void reportFailure(String where, Throwable failure, long times, AtomicLong count) {
        boolean queued = false;
        try {
            enqueue(new AgentError(agent, where, failure, times, now()));
            queued = true;
        } finally {
            if (!queued) {
                count.decrementAndGet();
            }
        }
    }

    @Override
    public void roundEnded(long roundNanos) {
        counters.addRound(roundNanos);
    }

    private void notifyOpened(Connection connection) {
        try {
            notifyInline(InlineEventListener.Kind.OPENED, new ConnectionOpened(connection, Level.DEBUG, now()));
        } catch (Throwable failure) {
            countFailure(failure);
        }
    }

    /** A failing listener does not affect the log. */
    private void notifyInline(InlineEventListener.Kind kind, Event event) {
        InlineEventListener listener = listenerFor(kind);
        if (listener != null && !flightRecorder.skips()) {
            try {
                listener.onEvent(kind, event);
                flightRecorder.succeeded();
            } catch (Throwable failure) {
                ThreadStop.passOn(failure);
                flightRecorder.failed(failure);
                agentError("Flight Recorder", failure);
            }
        }
    }

    private InlineEventListener listenerFor(InlineEventListener.Kind kind) {
        InlineEventListener listener = context.inlineListener();
        return listener != null && listener.wants(kind) ? listener : null;
    }

    private void enqueue(Event event) {
        if (isWritten(event.level())) {
            queue.add(event);
            loop.wake();
        }
    }

    /** Regardless of the log's level, since JMX notifications need the event too. */
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
     * The caller may be an application thread, which no failure of the reporter may reach. Each method has its own guard
     * instead of passing a lambda to a common one: the JVM spins a class for a lambda on the thread that first uses it.
     */
    private void countFailure(Throwable failure) {
        ThreadStop.passOn(failure);
        counters.addAgentError();
    }

    /** At the end of the JVM. Does not wait for the log to be opened if nothing was reported. */
    private void finishAtExit() {
        try {
            if (stopped) {
                DaemonThreads.awaitTermination(thread, STOP_TIMEOUT_MILLIS);
            } else if (!queue.isUnused()) {
                loop.flush(STOP_TIMEOUT_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeShutdownHook() {
        try {
            if (shutdownHook != null) {
                Runtime.getRuntime().removeShutdownHook(shutdownHook);
            }
        } catch (IllegalStateException endingAlready) {
            shutdownHook = null;
        }
    }

    /** The shutdown hook. */
    private final class Exit implements Runnable {

        @Override
        public void run() {
            finishAtExit();
        }
    }

    /** Reports through this reporter. */
    private final class Context extends SinkContext implements Parts.Listener {

        Context() {
            super(counters);
        }

        @Override
        void report(String problem) {
            Reporter.this.report(AgentEvent.limited(agent, problem, now()));
        }

        @Override
        void reviewParts() {
            parts().review(time.monotonicMillis(), this);
        }

        /** Standard error has what the log cannot have. A log that hangs makes the loop hang, which is reported once. */
        @Override
        public void changed(PartHealth part, String sentence) {
            boolean isLoop = part == loop.health();
            if (part == log() || isLoop && !isLogBusy()) {
                ConsoleLine.write(part.isOut() ? "agent limited: " + sentence : sentence);
            }
            if (part.isOut()) {
                counters.addAgentError();
            }
            if (!isLoop) {
                Reporter.this.report(
                        part.isOut()
                                ? AgentEvent.limited(agent, sentence, now())
                                : AgentEvent.notice(agent, sentence, now()));
            }
        }

        private boolean isLogBusy() {
            return log() != null && log().isBusy();
        }

        @Override
        public void failed(String where, Throwable failure) {
            agentError(where, failure);
        }
    }
}
