// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.time;

/**
 * Measures intervals. The wall clock may be set forward or back during an interval, so every measured interval and
 * every wait uses this clock instead. Safe on any thread; allocates nothing.
 */
public final class MonotonicClock {

    /** Keeps every reading above 0, because callers use 0 for "never". */
    private static final long FIRST_MILLIS = 1;

    private static final long START_NANOS = System.nanoTime();

    private MonotonicClock() {}

    /** Milliseconds since an arbitrary moment in this process, 1 or more; never goes back. */
    public static long millis() {
        return FIRST_MILLIS + (System.nanoTime() - START_NANOS) / 1_000_000;
    }
}
