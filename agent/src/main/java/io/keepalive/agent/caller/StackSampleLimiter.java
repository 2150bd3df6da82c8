// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.caller;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits how often a stack is sampled, which is expensive: the first {@value #UNLIMITED} samples are free, later ones
 * are limited to ten per second. Safe on any thread.
 */
public final class StackSampleLimiter {

    /** The number of unlimited samples; a refunded one does not count. */
    public static final int UNLIMITED = 100;

    public static final long INTERVAL_NANOS = 100_000_000;

    private final AtomicInteger unlimited = new AtomicInteger(UNLIMITED);
    private final AtomicLong lastNanos;

    /** @param nanos the current {@link System#nanoTime} */
    public StackSampleLimiter(long nanos) {
        lastNanos = new AtomicLong(nanos);
    }

    /** Whether a sample may be taken now; counts it. */
    public boolean tryAcquire(long nanos) {
        if (unlimited.get() > 0 && unlimited.getAndDecrement() > 0) {
            return true;
        }
        long last = lastNanos.get();
        return nanos - last >= INTERVAL_NANOS && lastNanos.compareAndSet(last, nanos);
    }

    /** Returns the last sample to the unlimited ones, because it has found something new. */
    public void refund() {
        unlimited.incrementAndGet();
    }
}
