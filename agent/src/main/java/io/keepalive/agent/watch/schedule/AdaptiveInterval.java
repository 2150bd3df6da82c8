// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch.schedule;

/**
 * Computes the interval between two rounds, so that rounds use at most a hundredth of one core. Uses the average of the last
 * rounds; a few expensive ones, while the code is cold or after many connections were opened at once, are not reported.
 */
public final class AdaptiveInterval {

    /** The interval is at least this many times the processor time of a round. */
    private static final long FACTOR = 100;

    /** The weight of a round in the average is one in so many. */
    private static final long WINDOW = 8;

    /** In halves of the configured interval: a smaller delay is not reported. */
    private static final long SLOW_FROM_HALVES = 3;

    /** Slow rounds in a row that are not reported. */
    private static final int TOLERATED_ROUNDS = 8;

    private long averageNanos;
    private int slowRounds;
    private boolean slowed;
    private boolean changed;

    /**
     * The time from the beginning of one round to that of the next.
     *
     * @param everyMillis the configured interval
     * @param roundNanos the processor time of the last round
     * @return milliseconds, at least the configured interval
     */
    public long periodMillis(long everyMillis, long roundNanos) {
        averageNanos += (roundNanos - averageNanos) / WINDOW;
        long affordable = averageNanos * FACTOR / 1_000_000;
        slowRounds = affordable > everyMillis * SLOW_FROM_HALVES / 2 ? slowRounds + 1 : 0;
        boolean slow = slowed ? affordable > everyMillis : slowRounds > TOLERATED_ROUNDS;
        changed = slow != slowed;
        slowed = slow;
        return Math.max(everyMillis, affordable);
    }

    /**
     * The rest of a period after its round. At least half of it, however long the round took by the clock: on an overloaded
     * machine, rounds do not follow each other without a pause.
     *
     * @return milliseconds
     */
    public static long leftMillis(long periodMillis, long tookMillis) {
        return Math.max(periodMillis / 2, periodMillis - tookMillis);
    }

    /** The average processor time of a round, in nanoseconds. */
    public long averageNanos() {
        return averageNanos;
    }

    /** Whether the interval is much longer than configured, or has been and still is longer. */
    public boolean isSlowed() {
        return slowed;
    }

    /** Whether {@link #isSlowed} has just changed. */
    public boolean hasChanged() {
        return changed;
    }
}
