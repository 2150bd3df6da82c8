package io.keepalive.agent.caller;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How often something dear may be looked at: at first freely, and ten times a second from then on. Safe on any thread. */
public final class StackSampleLimiter {

    /** So many that find nothing. */
    public static final int FREE = 100;

    public static final long EVERY_NANOS = 100_000_000;

    private final AtomicInteger free = new AtomicInteger(FREE);
    private final AtomicLong lastNanos;

    /** @param nanos the time, as of {@link System#nanoTime} */
    public StackSampleLimiter(long nanos) {
        lastNanos = new AtomicLong(nanos);
    }

    /** Whether to look now; counts as a look. */
    public boolean mayLook(long nanos) {
        if (free.get() > 0 && free.getAndDecrement() > 0) {
            return true;
        }
        long last = lastNanos.get();
        return nanos - last >= EVERY_NANOS && lastNanos.compareAndSet(last, nanos);
    }

    /** The last look was worth it, and does not count. */
    public void foundSomething() {
        free.incrementAndGet();
    }
}
