// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.agent.AgentEvent;
import io.keepalive.agent.fault.MemoryExhaustion;
import io.keepalive.agent.fault.PartHealth;
import io.keepalive.agent.report.counters.Counters;
import io.keepalive.agent.thread.UnbrokenLoop;
import io.keepalive.agent.time.Clock;
import io.keepalive.agent.time.Pause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The loop of the reporter's thread: takes events from the queue and passes each to every sink. */
final class ReportLoop implements Runnable, UnbrokenLoop.Body {

    /** Pause after a failure of the loop, so that a permanent failure does not busy a processor. */
    private static final long PAUSE_MILLIS = 1000;

    /** Maximum attempts, a second apart, to pass an event to a sink during an OutOfMemoryError. */
    private static final int MAX_ATTEMPTS = 30;

    /** The same where the heap is not full, so that trying again is of little use. */
    private static final int MAX_ATTEMPTS_WITH_MEMORY = 3;

    /** Failures in a row of the loop itself after which this is reported. */
    private static final int FAILURE_LIMIT = 5;

    /** Maximum number of threads that do not return from a sink, each replaced by another one. */
    private static final int MAX_LOST_THREADS = 4;

    /** The parts are reviewed at least so often, also where the agent's own thread hangs. */
    private static final long REVIEW_MILLIS = 10_000;

    private final EventQueue queue;
    private final Counters counters;
    private final SinkContext context;
    private final SinkOpener opener;
    private final Clock time;
    private final PartHealth health = new PartHealth(
            "the reporter",
            "events are counted and not written; the application, the hooks and the watcher go on",
            FAILURE_LIMIT);
    private final AtomicInteger lostThreads = new AtomicInteger();
    private final AtomicBoolean parked = new AtomicBoolean();
    private final LoopPause pause = new LoopPause();
    private final Queue<CountDownLatch> flushes = new ConcurrentLinkedQueue<>();

    private volatile ReportSettings wanted;
    private volatile boolean stopping;
    private volatile Thread thread;

    /** Used on the reporter's thread alone, like the fields below. */
    private ReportSettings inUse;

    private List<Sink> sinks = Collections.emptyList();

    /** Taken from the queue and not passed to the sinks yet, because they could not be opened; null where there is none. */
    private Event taken;

    /** What is being done with each sink, and with which one now; null where nothing is. */
    private Consumer<Sink> unfinished;

    private int position;

    /**
     * @param context passed to the sinks; its counters count the failures of this loop
     * @param opener opens the configured sinks
     * @param settings the initial settings
     */
    ReportLoop(EventQueue queue, SinkContext context, SinkOpener opener, Clock time, ReportSettings settings) {
        this.queue = queue;
        this.context = context;
        this.counters = context.counters();
        this.opener = opener;
        this.time = time;
        this.wanted = settings;
        context.parts().add(health);
    }

    /** The loop as a part of the agent, which hangs where a sink hangs. */
    PartHealth health() {
        return health;
    }

    /**
     * Lets another thread go on where this loop's thread does not return from a sink.
     *
     * @param create creates a thread that runs this loop
     * @return that thread; null where none is needed
     */
    synchronized Thread replaceHungThread(Supplier<Thread> create) {
        if (!health.isHung() || stopping || lostThreads.get() >= MAX_LOST_THREADS) {
            return null;
        }
        lostThreads.incrementAndGet();
        Thread next = create.get();
        thread = next;
        health.begin();
        next.start();
        return next;
    }

    /** Wakes the thread if it sleeps. One of several concurrent callers does the work. */
    void wake() {
        if (parked.get() && parked.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    /** Uses these settings from the next event on. */
    void use(ReportSettings settings) {
        wanted = settings;
        wake();
    }

    /**
     * Writes the queued events, closes the files and sockets of the sinks, and writes nothing more until {@link #resume}.
     *
     * @return whether this was done within the time; otherwise it is done later, unless it is resumed before
     */
    boolean pause(long millis) throws InterruptedException {
        pause.begin();
        wake();
        return pause.awaitReached(millis);
    }

    /** Ends a pause, if there is one. */
    void resume() {
        pause.end();
    }

    /** Waits until the events queued so far are written, at most this long. Ends a pause, because the JVM ends. */
    void flush(long millis) throws InterruptedException {
        pause.end();
        CountDownLatch done = new CountDownLatch(1);
        flushes.add(done);
        wake();
        done.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Makes the thread write the queued events, close the sinks and end. */
    void stop() {
        stopping = true;
        pause.end();
        wake();
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        UnbrokenLoop.run(this);
        if (isReplaced()) {
            lostThreads.decrementAndGet();
            return;
        }
        guardedRound();
        each(Sink::close);
    }

    /** Whether this thread had not returned from a sink for so long that another one goes on. */
    private boolean isReplaced() {
        return Thread.currentThread() != thread;
    }

    /** Before each call that may not return. A thread that has been replaced ends here and changes nothing more. */
    private void step() {
        endIfReplaced();
        health.begin();
    }

    private void endIfReplaced() {
        if (isReplaced()) {
            throw new IllegalStateException("another thread goes on");
        }
    }

    @Override
    public boolean runOnce() {
        if (!stopping) {
            // Taken before the round: what was queued before the request is then written, and the thread is held only
            // for a request for which the files were closed.
            int pauseRequest = pause.request();
            long millis = guardedRound();
            if (isReplaced()) {
                return false;
            }
            if (pauseRequest > 0) {
                closeFiles();
            }
            health.end();
            if (pauseRequest > 0) {
                pause.hold(pauseRequest);
            } else {
                park(millis);
            }
        }
        return !stopping;
    }

    /** What was queued has been written by the round before. */
    private void closeFiles() {
        each(Sink::closeFiles);
    }

    @Override
    public void failed(Throwable failure) {
        parked.set(false);
        counters.addAgentError();
    }

    private long guardedRound() {
        try {
            step();
            long millis = round();
            health.succeeded();
            return millis;
        } catch (Throwable failure) {
            if (!isReplaced()) {
                health.failed(failure);
                counters.addAgentError();
            }
            return PAUSE_MILLIS;
        }
    }

    /** Does all that is due; returns the milliseconds until something is due again. */
    private long round() {
        finish();
        context.reviewParts();
        openSinks();
        // Taken before the queue is drained, so that all events queued before a flush request are written.
        List<CountDownLatch> waiting = waiting();
        boolean more = drain();
        writeDropped();
        if (!waiting.isEmpty() || stopping) {
            flush();
        }
        for (CountDownLatch done : waiting) {
            done.countDown();
        }
        return more ? 0 : tick();
    }

    /** Also before each event: it may have been queued after a change of the settings. */
    private void openSinks() {
        ReportSettings now = wanted;
        if (now != inUse) {
            List<Sink> opened = opener.open(now, context);
            endIfReplaced();
            sinks = opened;
            inUse = now;
        }
    }

    private List<CountDownLatch> waiting() {
        List<CountDownLatch> waiting = new ArrayList<>();
        for (CountDownLatch done = flushes.poll(); done != null; done = flushes.poll()) {
            waiting.add(done);
        }
        return waiting;
    }

    /** Writes queued events, at most one capacity of them; returns whether there may be more. */
    private boolean drain() {
        for (int i = 0; i < queue.capacity(); i++) {
            taken = taken == null ? queue.take() : taken;
            if (taken == null) {
                return false;
            }
            openSinks();
            Event event = taken;
            taken = null;
            write(event);
        }
        return true;
    }

    private void write(Event event) {
        each(new Delivery(event));
    }

    /** The event is made within the retry: events are dropped when memory is scarce, and the counts are taken only once. */
    private void writeDropped() {
        Map<String, Long> dropped = queue.takeDropped();
        if (!dropped.isEmpty()) {
            long now = time.wallMillis();
            each(new Delivery(null) {

                @Override
                Event event() {
                    return AgentEvent.eventsDropped(dropped, now);
                }
            });
        }
    }

    private void flush() {
        for (Sink sink : sinks) {
            step();
            try {
                sink.flush();
            } catch (Throwable failure) {
                counters.addAgentError();
            }
        }
    }

    private long tick() {
        long next = REVIEW_MILLIS;
        for (Sink sink : sinks) {
            step();
            try {
                next = Math.min(next, sink.tick());
            } catch (Throwable failure) {
                counters.addAgentError();
            }
        }
        return next;
    }

    /** A failure of one sink does not affect the others. It is counted, not reported, since reporting is what failed. */
    private void each(Consumer<Sink> action) {
        each(action, 0);
    }

    private void each(Consumer<Sink> action, int from) {
        for (int i = from; i < sinks.size(); i++) {
            endIfReplaced();
            unfinished = action;
            position = i;
            health.begin();
            try {
                action.accept(sinks.get(i));
            } catch (Throwable failure) {
                counters.addAgentError();
            }
        }
        endIfReplaced();
        unfinished = null;
    }

    /** Where this thread has replaced one that does not return from a sink: what that thread was doing, for the other sinks. */
    private void finish() {
        if (unfinished != null) {
            each(unfinished, position + 1);
        }
    }

    private void park(long millis) {
        parked.set(true);
        boolean isQuiet = queue.isEmpty() && flushes.isEmpty() && wanted == inUse;
        if (millis > 0 && isQuiet && !stopping && pause.request() == 0) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
        }
        parked.set(false);
        // A pending interrupt would make every later park return at once and close the log's file channel.
        Thread.interrupted();
    }

    /** Passes an event to a sink, again during an OutOfMemoryError, since the application may release memory. */
    private class Delivery implements Consumer<Sink> {

        private final Event event;

        Delivery(Event event) {
            this.event = event;
        }

        Event event() {
            return event;
        }

        private int maxAttempts() {
            return MemoryExhaustion.isHeapFull() ? MAX_ATTEMPTS : MAX_ATTEMPTS_WITH_MEMORY;
        }

        @Override
        public void accept(Sink sink) {
            for (int tries = 1; tries < maxAttempts(); tries++) {
                try {
                    sink.accept(event());
                    return;
                } catch (OutOfMemoryError forNow) {
                    Pause.afterFailure();
                    step();
                }
            }
            sink.accept(event());
        }
    }
}
