package io.keepalive.agent.watch;

/** How long to wait for the next round, so that rounds take at most a hundredth of one core. */
final class Pace {

    /** A round may take this part of the time between two. */
    private static final long SHARE = 100;

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
        long affordable = roundNanos * SHARE / 1_000_000;
        boolean slow = affordable > everyMillis;
        changed = slow != slowed;
        slowed = slow;
        return Math.max(everyMillis, affordable);
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
