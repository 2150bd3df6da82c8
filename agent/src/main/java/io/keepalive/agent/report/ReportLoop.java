package io.keepalive.agent.report;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.agent.EventsDropped;
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
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** What the reporter's thread does: takes events from the queue and gives each to every sink. */
final class ReportLoop implements Runnable, UnbrokenLoop.Body {

    /** After a failure of the loop itself, so that one that stays does not keep a processor busy. */
    private static final long PAUSE_MILLIS = 1000;

    /** So often an event is given to a sink, a second apart, while memory has run out. */
    private static final int MOST_TRIES = 30;

    private final EventQueue queue;
    private final Counters tally;
    private final SinkContext desk;
    private final SinkOpener opener;
    private final Clock time;
    private final AtomicBoolean parked = new AtomicBoolean();
    private final Queue<CountDownLatch> flushes = new ConcurrentLinkedQueue<>();

    private volatile ReportSettings wanted;
    private volatile boolean stopping;
    private volatile Thread thread;

    /** Touched by the reporter's thread alone, as is what follows. */
    private ReportSettings inUse;

    private List<Sink> sinks = Collections.emptyList();

    /**
     * @param queue where events wait
     * @param desk what sinks draw from; its tally counts what goes wrong here
     * @param opener opens the sinks that the settings ask for
     * @param settings the first ones
     */
    ReportLoop(EventQueue queue, SinkContext desk, SinkOpener opener, Clock time, ReportSettings settings) {
        this.queue = queue;
        this.desk = desk;
        this.tally = desk.counters();
        this.opener = opener;
        this.time = time;
        this.wanted = settings;
    }

    /** Wakes the thread if it sleeps. Of many callers one pays for it. */
    void wake() {
        if (parked.get() && parked.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    /** From the next event on. */
    void use(ReportSettings settings) {
        wanted = settings;
        wake();
    }

    /** Waits until everything queued so far has been written, but no longer than this. */
    void flush(long millis) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        flushes.add(done);
        wake();
        done.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Makes the thread write what is queued, close the sinks and end. */
    void stop() {
        stopping = true;
        wake();
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        UnbrokenLoop.run(this);
        guardedRound();
        each(Sink::close);
    }

    @Override
    public boolean runOnce() {
        if (!stopping) {
            park(guardedRound());
        }
        return !stopping;
    }

    @Override
    public void failed(Throwable failure) {
        parked.set(false);
        tally.addAgentError();
    }

    private long guardedRound() {
        try {
            return round();
        } catch (Throwable failure) {
            tally.addAgentError();
            return PAUSE_MILLIS;
        }
    }

    /** One look at everything; returns for how many milliseconds nothing is due. */
    private long round() {
        openSinks();
        // Taken before the queue is emptied: what was queued before a flush was asked for is then written.
        List<CountDownLatch> waiting = waiting();
        boolean more = drain();
        writeOmitted();
        if (!waiting.isEmpty() || stopping) {
            each(Sink::flush);
        }
        waiting.forEach(CountDownLatch::countDown);
        return more ? 0 : tick();
    }

    private void openSinks() {
        ReportSettings now = wanted;
        if (now != inUse) {
            sinks = opener.open(now, desk);
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

    /** Takes what is queued by now and not for ever what keeps coming; returns whether there may be more. */
    private boolean drain() {
        for (int i = 0; i < queue.capacity(); i++) {
            Event event = queue.take();
            if (event == null) {
                return false;
            }
            write(event);
        }
        return true;
    }

    private void write(Event event) {
        each(sink -> accept(sink, event));
    }

    /** Where memory has run out, whoever needs it may give it back: an event is worth waiting for. */
    private static void accept(Sink sink, Event event) {
        for (int tries = 1; tries < MOST_TRIES; tries++) {
            try {
                sink.accept(event);
                return;
            } catch (OutOfMemoryError forNow) {
                Pause.afterFailure();
            }
        }
        sink.accept(event);
    }

    private void writeOmitted() {
        Map<String, Long> omitted = queue.takeOmitted();
        if (!omitted.isEmpty()) {
            write(new EventsDropped(omitted, time.wallMillis()));
        }
    }

    private long tick() {
        long[] next = {Long.MAX_VALUE};
        each(sink -> next[0] = Math.min(next[0], sink.tick()));
        return next[0];
    }

    /** One sink's failure is no other's; it is counted and not reported, for reporting is what failed. */
    private void each(Consumer<Sink> action) {
        for (Sink sink : sinks) {
            try {
                action.accept(sink);
            } catch (Throwable failure) {
                tally.addAgentError();
            }
        }
    }

    private void park(long millis) {
        parked.set(true);
        if (millis > 0 && queue.isEmpty() && flushes.isEmpty() && wanted == inUse && !stopping) {
            sleep(millis);
        }
        parked.set(false);
        // An interrupt would make every later park return at once and close the log's file channel.
        Thread.interrupted();
    }

    private void sleep(long millis) {
        if (millis == Long.MAX_VALUE) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }
}
