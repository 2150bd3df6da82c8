package io.keepalive.agent.report;

import java.util.Locale;

/**
 * A sink on a thread of its own. What such a sink calls may be the application's (a listener that is told of a new MBean,
 * say) and may never return: that holds up this sink, and neither the log nor any other.
 */
final class Aside implements Sink {

    /** How long its close is waited for, in milliseconds. */
    static final long PATIENCE_MILLIS = 1_000;

    /** Between two looks whether what was due has been done. */
    private static final long LOOK_MILLIS = 1_000;

    /** Before what has failed is tried again, in milliseconds. */
    private static final long RETRY_MILLIS = 10_000;

    private final SinkKind kind;
    private final Desk desk;
    private final Time time;
    private final SerialThread thread;
    private volatile boolean ticking;
    private volatile long dueAtMillis;
    /** What it is to be opened with; null where that has been tried. Of its own thread. */
    private volatile ReportSettings unopened;
    /** Null before it is open, and where this JVM has no such thing. */
    private volatile Sink sink;

    /** Has it opened. */
    Aside(SinkKind kind, ReportSettings settings, Desk desk, Time time) {
        this.kind = kind;
        this.desk = desk;
        this.time = time;
        this.dueAtMillis = time.steadyMillis();
        this.thread = new SerialThread(
                "keepalive-" + kind.name().toLowerCase(Locale.ROOT).replace(' ', '-'));
        this.unopened = settings;
        thread.execute(this::doWhatIsDue);
    }

    /** Where it does not open it never will, unless memory has run out: then this throws, and is called again. */
    private void open() {
        try {
            sink = kind.open(unopened, desk);
            unopened = null;
        } catch (RuntimeException | LinkageError failure) {
            unopened = null;
            desk.complain("cannot report to " + kind.name() + ": " + Failure.text(failure));
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
            desk.tally().addAgentError();
        }
    }

    /** Has done what is due, unless that is under way. */
    @Override
    public long tick() {
        if (!ticking) {
            long left = dueAtMillis == Long.MAX_VALUE ? Long.MAX_VALUE : dueAtMillis - time.steadyMillis();
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
        try {
            dueAtMillis = time.steadyMillis() + RETRY_MILLIS;
            if (unopened != null) {
                open();
            }
            if (sink == null) {
                dueAtMillis = Long.MAX_VALUE;
            }
            guarded(() -> {
                long left = sink.tick();
                dueAtMillis = left == Long.MAX_VALUE ? left : time.steadyMillis() + left;
            });
        } finally {
            ticking = false;
        }
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
