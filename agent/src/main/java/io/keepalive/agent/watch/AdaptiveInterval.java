package io.keepalive.agent.watch;

/**
 * When the next round comes, so that rounds take at most a hundredth of one core. Goes by the average of the
 * last rounds; a few dear ones, for code that is still cold or many connections opened at once, are not worth a word.
 */
final class AdaptiveInterval {

    /** A round may take this part of the time between two. */
    private static final long SHARE = 100;

    /** How many rounds the average goes back. */
    private static final long MEMORY = 8;

    /** In halves of what is asked for: rounds that come only a little later are not worth a message. */
    private static final long WORTH_TELLING = 3;

    /** Nor are so few. */
    private static final int PATIENCE = 8;

    private long averageNanos;
    private int slowRounds;
    private boolean slowed;
    private boolean changed;

    /**
     * The time from one round's beginning to the next one's.
     *
     * @param everyMillis what the configuration asks for
     * @param roundNanos what the round has cost in processor time
     * @return milliseconds, at least what is asked for
     */
    long periodMillis(long everyMillis, long roundNanos) {
        averageNanos += (roundNanos - averageNanos) / MEMORY;
        long affordable = averageNanos * SHARE / 1_000_000;
        slowRounds = affordable > everyMillis * WORTH_TELLING / 2 ? slowRounds + 1 : 0;
        boolean slow = slowed ? affordable > everyMillis : slowRounds > PATIENCE;
        changed = slow != slowed;
        slowed = slow;
        return Math.max(everyMillis, affordable);
    }

    /**
     * What is left of a period when its round is over. Half of it at least, however long the round took by the clock: on a
     * machine that has no time, rounds do not follow each other without a pause.
     *
     * @return milliseconds
     */
    static long leftMillis(long periodMillis, long tookMillis) {
        return Math.max(periodMillis / 2, periodMillis - tookMillis);
    }

    /** What a round costs on average, in nanoseconds of processor time. */
    long averageNanos() {
        return averageNanos;
    }

    /** Whether rounds come much more slowly than asked for, or have done so and still come more slowly. */
    boolean isSlowed() {
        return slowed;
    }

    /** Whether that has just begun or ended. */
    boolean hasChanged() {
        return changed;
    }
}
