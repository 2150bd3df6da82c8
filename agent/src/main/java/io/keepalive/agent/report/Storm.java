package io.keepalive.agent.report;

import java.util.Arrays;

/**
 * Keeps the text log readable when thousands of peers die together: so many of them are written singly in any ten
 * seconds, and the rest as one line when ten seconds are over. All else passes.
 */
final class Storm implements Sink {

    /** So many dead peers in any {@link #WINDOW_MILLIS} get a line of their own. */
    static final int SINGLY = 20;

    static final long WINDOW_MILLIS = 10_000;

    private final LogSink log;
    private final Time time;

    /** When the last {@link #SINGLY} of them were written, as a ring: the next to be replaced is the oldest. */
    private final long[] writtenAt = new long[SINGLY];

    private int oldest;
    /** Those not written singly, or null while there are none. */
    private DeathToll toll;

    Storm(LogSink log, Time time) {
        this.log = log;
        this.time = time;
        Arrays.fill(writtenAt, Long.MIN_VALUE / 2);
    }

    @Override
    public void accept(Event event) {
        if (!(event instanceof PeerDead) || isWrittenSingly()) {
            log.accept(event);
        } else if (log.writes(event.level())) {
            add((PeerDead) event);
        }
    }

    @Override
    public long tick() {
        if (toll == null) {
            return Long.MAX_VALUE;
        }
        long left = toll.sinceMillis() + WINDOW_MILLIS - time.steadyMillis();
        if (left > 0) {
            return left;
        }
        flush();
        return Long.MAX_VALUE;
    }

    @Override
    public void flush() {
        if (toll != null) {
            DeathToll sum = toll;
            toll = null;
            log.accept(new PeersDead(sum, time.steadyMillis() - sum.sinceMillis(), time.wallMillis()));
        }
    }

    @Override
    public void close() {
        flush();
        log.close();
    }

    private boolean isWrittenSingly() {
        long now = time.steadyMillis();
        if (now - writtenAt[oldest] < WINDOW_MILLIS) {
            return false;
        }
        writtenAt[oldest] = now;
        oldest = (oldest + 1) % SINGLY;
        return true;
    }

    private void add(PeerDead event) {
        if (toll == null) {
            toll = new DeathToll(time.steadyMillis());
        }
        toll.add(event.death());
    }
}
