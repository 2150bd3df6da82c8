package io.keepalive.agent.watch;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.Rule;
import java.util.List;

/**
 * Whose turn it is to be asked at length. With few connections it is everybody's in every round; with many, each waits
 * for some rounds, in which it is only asked whether it has ended, so that a round's cost grows slowly with their number.
 *
 * <p>Nothing that takes a probe to notice is noticed later for that: a connection without an unanswered probe has two at
 * the earliest an interval later, and one that has one is asked in every round.
 */
final class CheckSchedule {

    /** So many are asked at length in a round: some one and a half milliseconds of a processor. */
    static final int A_ROUND = 1_000;

    /** So many have their options compared in a round, at five system calls each. */
    private static final int COMPARED_A_ROUND = 250;

    /** And no more often than this, in milliseconds. */
    private static final long COMPARED_EVERY_MILLIS = 10_000;

    /** A user timeout also ends connections whose data is retransmitted, and may be short. */
    private static final long WITH_USER_TIMEOUT_MILLIS = 2_000;

    private long round;
    private int rounds;
    private int roundsBetweenComparisons;

    /**
     * A round begins.
     *
     * @param connections how many are open
     * @param roundMillis between two rounds
     */
    void begin(int connections, long roundMillis, Policy policy) {
        round++;
        rounds = (int) Math.min(turnsOf(A_ROUND, connections), Math.max(1, bearableMillis(policy) / roundMillis));
        int between = (int)
                Math.max(turnsOf(COMPARED_A_ROUND, connections), Math.max(1, COMPARED_EVERY_MILLIS / roundMillis));
        roundsBetweenComparisons = turnsOf(rounds, between) * rounds;
    }

    private static int turnsOf(int most, int all) {
        return Math.max(1, (all + most - 1) / most);
    }

    /** For how long a connection of this policy that was well may go unasked. */
    private static long bearableMillis(Policy policy) {
        long bearable = bearableMillis(policy.fallback().settings());
        List<Rule> rules = policy.rules();
        for (int i = 0; i < rules.size(); i++) {
            bearable = Math.min(bearable, bearableMillis(rules.get(i).settings()));
        }
        return bearable;
    }

    private static long bearableMillis(KeepaliveSettings settings) {
        long interval = settings.intervalSeconds() * 1000L;
        return settings.userTimeoutMillis() > 0 ? Math.min(WITH_USER_TIMEOUT_MILLIS, interval) : interval;
    }

    /** Whether it is the turn of the connection at this descriptor number. */
    boolean isTurnOf(int number) {
        return (number + round) % rounds == 0;
    }

    /** Whether its options are compared, too, in this round with what they should be. */
    boolean isComparisonOf(int number) {
        return (number + round) % roundsBetweenComparisons == 0;
    }
}
