package io.keepalive.agent.watch;

/**
 * How long to wait for the next round, so that rounds take at most a hundredth of one core. A few dear rounds, for code
 * that is still cold or many connections opened at once, are no reason to slow down yet.
 */
final class Pace {

    /** A round may take this part of the time between two. */
    private static final long SHARE = 100;

    /** So many rounds in a row must be too dear. */
    private static final int PATIENCE = 5;

    /** How many rounds the average goes back. */
    private static final long MEMORY = 4;

    private long averageNanos;
    private int dearRounds;
    private boolean slowed;
    private boolean changed;

    /**
     * The time to wait after a round.
     *
     * @param everyMillis what the configuration asks for
     * @param roundNanos what the round has cost in processor time
     * @return milliseconds, at least what is asked for
     */
    long delayMillis(long everyMillis, long roundNanos) {
        averageNanos += (roundNanos - averageNanos) / MEMORY;
        dearRounds = isDear(roundNanos, everyMillis) ? dearRounds + 1 : 0;
        boolean slow = slowed ? isDear(averageNanos, everyMillis) : dearRounds >= PATIENCE;
        changed = slow != slowed;
        slowed = slow;
        return slow ? Math.max(everyMillis, averageNanos * SHARE / 1_000_000) : everyMillis;
    }

    private static boolean isDear(long nanos, long everyMillis) {
        return nanos * SHARE > everyMillis * 1_000_000;
    }

    /** What a round costs on average, in nanoseconds of processor time. */
    long averageNanos() {
        return averageNanos;
    }

    /** Whether rounds come more slowly than asked for. */
    boolean isSlowed() {
        return slowed;
    }

    /** Whether that has just begun or ended. */
    boolean hasChanged() {
        return changed;
    }
}
