package io.keepalive.agent.report;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.file.SpareDescriptors;
import io.keepalive.agent.text.ExceptionText;
import io.keepalive.agent.thread.SerialThread;
import io.keepalive.agent.time.Clock;
import java.util.Locale;

/**
 * A sink on a thread of its own. What such a sink calls may be the application's (a listener that is told of a new MBean,
 * say) and may never return: that holds up this sink, and neither the log nor any other.
 */
final class BackgroundSink implements Sink {

    /** How long its close is waited for, in milliseconds. */
    static final long PATIENCE_MILLIS = 1_000;

    /** Between two looks whether what was due has been done. */
    private static final long LOOK_MILLIS = 1_000;

    private final SinkFactory kind;
    private final ReportSettings settings;
    private final SinkContext desk;
    private final Clock time;
    private final SerialThread thread;
    private volatile boolean ticking;
    private volatile long dueAtMillis;
    /** Null before it is open, and where this JVM has no such thing. */
    private volatile Sink sink;
    /** Whether it is open, or will never be. Of the sink's own thread alone. */
    private boolean isOpened;

    /** Has it opened. */
    BackgroundSink(SinkFactory kind, ReportSettings settings, SinkContext desk, Clock time) {
        this.kind = kind;
        this.settings = settings;
        this.desk = desk;
        this.time = time;
        this.dueAtMillis = time.monotonicMillis();
        this.thread = new SerialThread(
                "keepalive-" + kind.name().toLowerCase(Locale.ROOT).replace(' ', '-'));
        haveDone();
    }

    /**
     * Waits for a descriptor: what such a sink has the JVM load is lost to the application, too, where that fails. What
     * then does not open never will, unless memory has run out: then this throws, and is called again.
     */
    private void open() {
        if (!isOpened && SpareDescriptors.areAvailable()) {
            openNow();
            isOpened = true;
        }
    }

    private void openNow() {
        try {
            sink = kind.open(settings, desk);
        } catch (RuntimeException | LinkageError failure) {
            desk.reportProblem("cannot report to " + kind.name() + ": " + ExceptionText.text(failure));
        }
    }

    /** On the caller's thread: what may block there, a sink hands on. */
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
            desk.counters().addAgentError();
        }
    }

    /** Has done what is due, unless that is under way. */
    @Override
    public long tick() {
        if (!ticking) {
            long left = dueAtMillis == Long.MAX_VALUE ? Long.MAX_VALUE : dueAtMillis - time.monotonicMillis();
            if (left > 0) {
                return left;
            }
            haveDone();
        }
        return LOOK_MILLIS;
    }

    private void haveDone() {
        ticking = true;
        try {
            thread.execute(this::doWhatIsDue);
        } catch (RuntimeException | Error noThread) {
            ticking = false;
            throw noThread;
        }
    }

    /** What fails is due again in a moment. */
    private void doWhatIsDue() {
        dueAtMillis = time.monotonicMillis() + SpareDescriptors.RETRY_MILLIS;
        try {
            open();
            if (isOpened) {
                dueAtMillis = next();
            }
        } catch (RuntimeException | Error failure) {
            desk.counters().addAgentError();
        } finally {
            ticking = false;
        }
    }

    private long next() {
        long left = sink == null ? Long.MAX_VALUE : sink.tick();
        return left == Long.MAX_VALUE ? left : time.monotonicMillis() + left;
    }

    @Override
    public void flush() {
        // Waits for nobody: what these sinks are given they hand on at once.
    }

    @Override
    public void close() {
        thread.execute(() -> guarded(() -> sink.close()));
        thread.close(PATIENCE_MILLIS);
    }
}
