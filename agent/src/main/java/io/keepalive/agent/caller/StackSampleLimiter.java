package io.keepalive.agent.caller;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How often something dear may be looked at: at first freely, and ten times a second from then on. Safe on any thread. */
public final class StackSampleLimiter {

    /** So many that find nothing. */
    public static final int UNLIMITED = 100;

    public static final long INTERVAL_NANOS = 100_000_000;

    private final AtomicInteger unlimited = new AtomicInteger(UNLIMITED);
    private final AtomicLong lastNanos;

    /** @param nanos the time, as of {@link System#nanoTime} */
    public StackSampleLimiter(long nanos) {
        lastNanos = new AtomicLong(nanos);
    }

    /** Whether to look now; counts as a look. */
    public boolean tryAcquire(long nanos) {
        if (unlimited.get() > 0 && unlimited.getAndDecrement() > 0) {
            return true;
        }
        long last = lastNanos.get();
        return nanos - last >= INTERVAL_NANOS && lastNanos.compareAndSet(last, nanos);
    }

    /** The last look was worth it, and does not count. */
    public void refund() {
        unlimited.incrementAndGet();
    }
}
