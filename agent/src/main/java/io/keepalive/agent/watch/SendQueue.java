// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

/**
 * One socket in which data waits, as the reads of the kernel's table have shown it, and for how long its peer's window has
 * been closed.
 *
 * <p>The timer of the window probes proves for how long. The kernel probes after one RTO or 200 ms, whichever is longer
 * (tcp.h, tcp_probe0_base), and doubles that interval while the window stays closed; when the window has been open, it
 * begins anew. So each interval is about as long as all before it together, and what is left of one is the least time for
 * which the window has been closed. Without this proof, a window that is open for a moment between two reads would count as
 * closed all the time.
 *
 * <p>Data from the peer sets the timer anew. A peer that sends more often than the table is read, and does not read, counts
 * as one that may have read. So does every peer where tcp_retries2 or tcp_rto_max_ms keeps the intervals below half of the
 * time that is to be proved.
 */
final class SendQueue {

    /** Of a time that is not known. */
    static final long NEVER = Long.MIN_VALUE;

    /** The minimum of the first interval: TCP_RTO_MIN, linux/net/tcp.h. */
    private static final long LEAST_RTO_MILLIS = 200;

    /** Two computed expiries of one timer differ by less. Both are rounded to 10 ms, and this thread may be interrupted. */
    private static final long TOLERANCE_MILLIS = 50;

    /** A timer that goes back by so much is not the delay of a read on a busy machine. */
    private static final long BEGUN_ANEW_MILLIS = 500;

    /** Of a longer time not all is proved by one interval: the longest one is two minutes (TCP_RTO_MAX). */
    private static final long PROVED_BY_ONE_INTERVAL_MILLIS = 90_000;

    private final long inode;
    private long bytes;
    private boolean closed;
    /** Of the reads that have all found the window closed, the first one. */
    private long firstClosedMillis;

    private long closedSinceMillis;
    private long provedAtMillis;
    private long expiryMillis;
    private long longestTimerMillis;
    private int probes;
    private long seenAtMillis = NEVER;
    private boolean missed;
    private boolean empty;

    SendQueue(long inode) {
        this.inode = inode;
    }

    long inode() {
        return inode;
    }

    /** Bytes that have not been sent, or not been acknowledged. */
    long bytes() {
        return bytes;
    }

    /** Whether the kernel was probing a closed window when the row was last read. */
    boolean isClosed() {
        return closed;
    }

    /** The unanswered probes, as the row with {@link #expiryMillis} had them. */
    int probes() {
        return probes;
    }

    void recordProbes(int unanswered) {
        probes = unanswered;
    }

    /** When the timer of the next probe expires, by the clock of the last read that showed it; 0 before. */
    long expiryMillis() {
        return expiryMillis;
    }

    /** For how long all reads have found the window closed, and nothing has shown that it was open between two of them. */
    long foundClosedMillis() {
        return closed ? seenAtMillis - firstClosedMillis : 0;
    }

    /** How long the window has evidently been closed at the last read; 0 while it is open. */
    long closedMillis() {
        return closed ? provedAtMillis - closedSinceMillis : 0;
    }

    /** The table lists it with data in flight, so that the window has been open. */
    void updateOpen(long queued, long nowMillis) {
        closed = false;
        update(queued, nowMillis);
    }

    /**
     * The table lists it with the timer of window probes.
     *
     * @param timerMillis the time until it expires; 0 also where it is late
     */
    void updateClosed(long queued, long timerMillis, long rtoMillis, long nowMillis) {
        if (!closed || queued < bytes || hasBegunAnew(timerMillis, nowMillis)) {
            longestTimerMillis = 0;
            firstClosedMillis = nowMillis;
            closedSinceMillis = nowMillis;
            provedAtMillis = nowMillis;
        }
        closed = true;
        update(queued, nowMillis);
        if (timerMillis > 0) {
            prove(timerMillis, Math.max(rtoMillis, LEAST_RTO_MILLIS), nowMillis);
        }
    }

    /** The table lists it with another timer, as for a moment while a probe is sent. */
    void update(long queued, long nowMillis) {
        bytes = queued;
        seenAtMillis = nowMillis;
        missed = false;
    }

    /**
     * The kernel does not shorten its interval while the window stays closed: a timer that expires earlier than the last one,
     * or after it and earlier than one more interval, belongs to another closed window.
     */
    private boolean hasBegunAnew(long timerMillis, long nowMillis) {
        if (timerMillis == 0 || longestTimerMillis == 0) {
            return false;
        }
        long earliest = nowMillis < expiryMillis ? expiryMillis : expiryMillis + longestTimerMillis;
        return nowMillis + timerMillis + BEGUN_ANEW_MILLIS < earliest;
    }

    private void prove(long timerMillis, long firstInterval, long nowMillis) {
        long expiry = nowMillis + timerMillis;
        long proved = nowMillis - Math.max(0, timerMillis - firstInterval - TOLERANCE_MILLIS);
        boolean isSameInterval = Math.abs(expiry - expiryMillis) <= TOLERANCE_MILLIS;
        boolean continues =
                isSameInterval || closedMillis() >= PROVED_BY_ONE_INTERVAL_MILLIS && proved <= provedAtMillis;
        closedSinceMillis = Math.max(firstClosedMillis, continues ? Math.min(closedSinceMillis, proved) : proved);
        provedAtMillis = nowMillis;
        expiryMillis = expiry;
        longestTimerMillis = Math.max(longestTimerMillis, timerMillis);
    }

    /** The table lists it, and nothing waits in it. */
    void markEmpty() {
        empty = true;
    }

    /**
     * A read has not found it.
     *
     * @param whole whether the read was complete
     * @return whether to keep it: a walk may miss a row, but not twice running
     */
    boolean survives(boolean whole) {
        if (empty || whole && missed) {
            return false;
        }
        missed = whole || missed;
        return true;
    }

    boolean isSeenAt(long nowMillis) {
        return seenAtMillis == nowMillis;
    }
}
