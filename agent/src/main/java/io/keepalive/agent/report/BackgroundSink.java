// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.fault.PartHealth;
import io.keepalive.agent.file.SpareDescriptors;
import io.keepalive.agent.text.ExceptionText;
import io.keepalive.agent.thread.SerialThread;
import io.keepalive.agent.time.Clock;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a sink on a thread of its own. Such a sink may call code of the application that never returns, for example a
 * listener for new MBeans. This blocks that sink alone, not the log or other sinks.
 */
final class BackgroundSink implements Sink {

    /** Maximum time to wait for the sink to close. */
    static final long CLOSE_TIMEOUT_MILLIS = 1_000;

    /** Maximum time to wait for the sink to close its files: the metrics server waits two seconds for its thread. */
    private static final long CLOSE_FILES_TIMEOUT_MILLIS = 2_500;

    /** Interval of checks whether a running tick has ended. */
    private static final long POLL_MILLIS = 1_000;

    private final SinkFactory factory;
    private final ReportSettings settings;
    private final SinkContext context;
    private final Clock time;
    private final PartHealth health;
    private final long configuredAtMillis;
    private boolean hadDescriptors;
    /** Null until the sink is due. */
    private SerialThread thread;

    private volatile boolean ticking;
    private volatile long dueAtMillis;
    /** Null before it is open, and if this JVM does not support it. */
    private volatile Sink sink;
    /** Whether opening is complete, with or without success. Used on the sink's thread alone. */
    private boolean isOpened;

    /** Opens the sink at a later {@link #tick}, when it is due. */
    BackgroundSink(SinkFactory factory, ReportSettings settings, SinkContext context, Clock time) {
        this.factory = factory;
        this.settings = settings;
        this.context = context;
        this.time = time;
        this.health = context.addSink(factory.name());
        this.configuredAtMillis = time.monotonicMillis();
        this.dueAtMillis = configuredAtMillis;
    }

    /**
     * Waits for spare descriptors: a class or library that the JVM fails to load for want of one is lost to the application
     * too. A failed opening is final, except for an OutOfMemoryError, which this method throws, so that it is called again.
     */
    private void open() {
        if (!isOpened && SpareDescriptors.areAvailable()) {
            openNow();
            isOpened = true;
        }
    }

    private void openNow() {
        try {
            sink = factory.open(settings, context);
        } catch (RuntimeException | LinkageError failure) {
            context.reportProblem("cannot report to " + factory.name() + ": " + ExceptionText.text(failure));
        }
    }

    /** On the caller's thread: a sink hands blocking work to a thread of its own. */
    @Override
    public void accept(Event event) {
        if (sink != null) {
            sink.accept(event);
        }
    }

    private void guarded(Runnable action) {
        try {
            if (sink != null) {
                action.run();
            }
        } catch (RuntimeException | Error failure) {
            context.counters().addAgentError();
        }
    }

    /** Schedules what is due, unless it is running. */
    @Override
    public long tick() {
        if (thread == null) {
            long left = dueInMillis();
            if (left > 0) {
                return left;
            }
        }
        if (!ticking && !health.isOut()) {
            long left = dueAtMillis == Long.MAX_VALUE ? Long.MAX_VALUE : dueAtMillis - time.monotonicMillis();
            if (left > 0) {
                return left;
            }
            schedule();
        }
        return POLL_MILLIS;
    }

    /** The first call may load classes of the JDK, which needs descriptors as {@link #open} does. */
    private long dueInMillis() {
        hadDescriptors = hadDescriptors || SpareDescriptors.areAvailable();
        return hadDescriptors ? factory.dueInMillis(time.monotonicMillis() - configuredAtMillis) : POLL_MILLIS;
    }

    private void schedule() {
        ticking = true;
        try {
            if (thread == null) {
                thread = new SerialThread(
                        "keepalive-" + factory.name().toLowerCase(Locale.ROOT).replace(' ', '-'));
            }
            thread.execute(this::runDue);
        } catch (RuntimeException | Error noThread) {
            ticking = false;
            throw noThread;
        }
    }

    /** Retries soon after a failure. */
    private void runDue() {
        dueAtMillis = time.monotonicMillis() + SpareDescriptors.RETRY_MILLIS;
        health.begin();
        try {
            open();
            if (isOpened) {
                dueAtMillis = nextDueMillis();
            }
            health.succeeded();
        } catch (RuntimeException | Error failure) {
            health.failed(failure);
            context.counters().addAgentError();
        } finally {
            health.end();
            ticking = false;
        }
    }

    private long nextDueMillis() {
        long left = sink == null ? Long.MAX_VALUE : sink.tick();
        return left == Long.MAX_VALUE ? left : time.monotonicMillis() + left;
    }

    /** Also waits for a tick that runs. The next one is due at once. */
    @Override
    public void closeFiles() {
        if (thread != null) {
            CountDownLatch done = new CountDownLatch(1);
            thread.execute(() -> closeFiles(done));
            await(done);
        }
    }

    private void closeFiles(CountDownLatch done) {
        guarded(() -> sink.closeFiles());
        dueAtMillis = time.monotonicMillis();
        done.countDown();
    }

    private static void await(CountDownLatch done) {
        try {
            done.await(CLOSE_FILES_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException dropped) {
            // The reporter's thread drops interrupts.
        }
    }

    @Override
    public void close() {
        context.parts().remove(health);
        if (thread != null) {
            thread.execute(() -> guarded(() -> sink.close()));
            thread.close(CLOSE_TIMEOUT_MILLIS);
        }
    }
}
