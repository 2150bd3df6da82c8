// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.fault;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether one part of the agent works. A part that fails several times in a row is out of service until it is tried again; a
 * part whose call does not return is out of service until it does. What a part does for one call it reports here, on any
 * thread and without a lock or a reading of the clock; {@link Parts#review} does the rest on the agent's own threads.
 */
public class PartHealth {

    /** A call of a part on one of the agent's own threads takes milliseconds; a disk may take some seconds. */
    public static final long HUNG_AFTER_MILLIS = 10_000;

    /** The first time out of service; each further one is twice as long. */
    public static final long FIRST_PAUSE_MILLIS = 60_000;

    static final long LONGEST_PAUSE_MILLIS = 3_600_000;

    private final String name;
    private final String effect;
    private final int limit;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();

    private volatile String failure = "";
    private volatile boolean busy;
    private volatile boolean hung;

    /** Guarded by this, like the fields below. The times are monotonic; 0 where the part is in service. */
    private long outSinceMillis;

    private long retryAtMillis;
    private long pauseMillis;
    private boolean onTrial;
    private long timesOut;
    private long inServiceSinceMillis;
    private long callSeen;
    private long busySinceMillis;
    private boolean overdue;
    private boolean outByHang;
    private long hungSinceMillis;

    /**
     * @param name of the part, in words for people, such as {@code JMX}
     * @param effect what does not work without it and what does, in words for people
     * @param limit how many failures in a row take it out of service
     */
    public PartHealth(String name, String effect, int limit) {
        this.name = name;
        this.effect = effect;
        this.limit = limit;
    }

    /** Whether the part must not be called at the moment. */
    public final boolean isOut() {
        return hung || failures.get() >= limit;
    }

    /** The same, and counts the call that is left out. */
    public final boolean skips() {
        boolean isOut = isOut();
        if (isOut) {
            leaveOut();
        }
        return isOut;
    }

    /** Counts a call that is left out. */
    public final void leaveOut() {
        skipped.incrementAndGet();
    }

    /** A call of the part has returned. */
    public final void succeeded() {
        if (failures.get() != 0) {
            failures.set(0);
        }
    }

    /**
     * A call of the part has thrown. Keeps the name of the exception's class: its object may belong to the application. An
     * OutOfMemoryError while the heap is full is no failure of the part.
     */
    public final void failed(Throwable thrown) {
        if (!(thrown instanceof OutOfMemoryError) || !MemoryExhaustion.isHeapFull()) {
            failure = thrown.getClass().getName();
            failures.incrementAndGet();
        }
    }

    /** A call begins that may hang. One at a time. */
    public final void begin() {
        calls.incrementAndGet();
        busy = true;
    }

    /** The call that has begun ends. */
    public final void end() {
        busy = false;
    }

    /** Whether a call that has begun has not ended. */
    public final boolean isBusy() {
        return busy;
    }

    /** Whether a call that has begun does not return. */
    public final boolean isHung() {
        return hung;
    }

    /**
     * Compares the state with that of the last review, and lets a part be tried again when its pause is over.
     *
     * @return what is to be reported, as a sentence without a full stop; null for nothing
     */
    final synchronized String review(long now) {
        reviewCall(now);
        if (!isOut()) {
            return outSinceMillis != 0 && failures.get() == 0 ? comeBack(now) : null;
        }
        if (outSinceMillis == 0) {
            return goOut(now);
        }
        if (onTrial) {
            onTrial = false;
            pause(now, Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS));
        } else if (!hung && now >= retryAtMillis) {
            onTrial = true;
            failures.set(limit - 1);
        }
        return null;
    }

    /**
     * A call counts as busy from the first review that sees it, and as hung from the second one that finds it overdue: the
     * whole JVM may have stood still before the first. It counts as a failure, so that the part is in service again once a call
     * has succeeded.
     */
    private void reviewCall(long now) {
        long call = calls.get();
        if (!busy || call != callSeen) {
            callSeen = call;
            busySinceMillis = now;
            overdue = false;
            hung = false;
        } else {
            boolean wasOverdue = overdue;
            overdue = now - busySinceMillis >= HUNG_AFTER_MILLIS;
            hung = overdue && wasOverdue;
            if (hung) {
                failures.compareAndSet(0, 1);
            }
        }
    }

    private String goOut(long now) {
        boolean wasWell = timesOut == 0 || now - inServiceSinceMillis >= LONGEST_PAUSE_MILLIS;
        timesOut = wasWell ? 1 : timesOut + 1;
        outSinceMillis = now;
        outByHang = hung;
        hungSinceMillis = busySinceMillis;
        wentOut();
        pause(now, wasWell ? FIRST_PAUSE_MILLIS : Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS));
        return isReported() ? problem(now) : null;
    }

    private void pause(long now, long millis) {
        pauseMillis = millis;
        retryAtMillis = now + millis;
    }

    private String comeBack(long now) {
        long outMillis = now - (outByHang ? hungSinceMillis : outSinceMillis);
        outSinceMillis = 0;
        onTrial = false;
        inServiceSinceMillis = now;
        cameBack();
        long left = skipped.getAndSet(0);
        return isReported()
                ? name + " is in service again after " + outMillis / 1_000 + " s"
                        + (left == 0 ? "" : "; left out meanwhile: " + left + (left == 1 ? " call" : " calls"))
                : null;
    }

    /** Called when the part goes out of service, on the thread that reviews it. Must not throw. */
    protected void wentOut() {}

    /** Called when the part is in service again, on the thread that reviews it. Must not throw. */
    protected void cameBack() {}

    /** Bounds the reports of a part that goes out of service and comes back all the time. */
    private boolean isReported() {
        return isPowerOfTen(timesOut);
    }

    /** Whether the count is 1, 10, 100 and so on: the occurrences that are reported. */
    public static boolean isPowerOfTen(long count) {
        long power = 1;
        while (power < count) {
            power *= 10;
        }
        return power == count;
    }

    /** The problem as a sentence without a full stop; null where the part is in service. */
    final synchronized String problem(long now) {
        if (outSinceMillis == 0) {
            return null;
        }
        return name + " is out of service, " + reason(now) + ": " + effect + "; "
                + (outByHang ? "used again when it returns" : "tried again in " + retryInSeconds(now) + " s");
    }

    private String reason(long now) {
        return outByHang
                ? "not having returned for " + (now - hungSinceMillis) / 1_000 + " s"
                : "having failed " + limit + " times in a row (" + failure + ")";
    }

    private long retryInSeconds(long now) {
        return Math.max(0, retryAtMillis - now) / 1_000;
    }
}
