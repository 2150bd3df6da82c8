package io.keepalive.agent.time;

/**
 * How long ago something was. The machine's clock says when it was, and may be set forward and back in between; nothing
 * that is measured, and nothing that waits, goes by that. Safe on any thread; allocates nothing.
 */
public final class MonotonicClock {

    /** So that no moment is 0, which stands for none. */
    private static final long FIRST = 1;

    private static final long BEGAN_NANOS = System.nanoTime();

    private MonotonicClock() {}

    /** Milliseconds since an arbitrary moment in this process, from 1 on; never goes back. */
    public static long millis() {
        return FIRST + (System.nanoTime() - BEGAN_NANOS) / 1_000_000;
    }
}
