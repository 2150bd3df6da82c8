package io.keepalive.agent.time;

/**
 * How long ago something was. The machine's clock says when it was, and may be set forward and back in between; nothing
 * that is measured, and nothing that waits, goes by that. Safe on any thread; allocates nothing.
 */
public final class MonotonicClock {

    /** So that no moment is 0, which stands for none. */
    private static final long FIRST_MILLIS = 1;

    private static final long START_NANOS = System.nanoTime();

    private MonotonicClock() {}

    /** Milliseconds since an arbitrary moment in this process, from 1 on; never goes back. */
    public static long millis() {
        return FIRST_MILLIS + (System.nanoTime() - START_NANOS) / 1_000_000;
    }
}
