// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch.schedule;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.Rule;
import java.util.List;

/**
 * Schedules full checks (TCP_INFO) round-robin, so that the cost of a round grows slowly with the number of connections. With
 * few connections, each is checked in every round; with many, each is only polled for its end in some rounds.
 *
 * <p>This does not delay the detection of a suspect peer: a connection without an unanswered probe has two at the earliest
 * one interval later, and a connection with one is checked in every round.
 */
public final class CheckSchedule {

    /** Full checks in one round: some one and a half milliseconds of processor time. */
    static final int CHECKS_A_ROUND = 1_000;

    /** Connections whose options are compared in one round, with five system calls each. */
    private static final int COMPARISONS_A_ROUND = 250;

    /** The maximum time between two comparisons of one connection, unless there are too many for that. */
    private static final long COMPARISON_MILLIS = 10_000;

    /** The maximum time between two checks with a user timeout, which may be short and also ends retransmissions. */
    private static final long USER_TIMEOUT_CHECK_MILLIS = 2_000;

    /**
     * The checks within a busy timeout. The intervals between retransmissions double, and the user timeout must be set before
     * the last one that begins within the busy timeout: at half of it.
     */
    private static final int CHECKS_IN_BUSY_TIMEOUT = 4;

    private final Sweep checks = new Sweep();
    private final Sweep comparisons = new Sweep();

    /**
     * A round begins.
     *
     * @param connections the number of open connections
     * @param roundMillis the time between this round and the last one, 1 or more
     */
    public void begin(int connections, long roundMillis, Policy policy) {
        checks.advance(
                Math.min(roundsFor(CHECKS_A_ROUND, connections), Math.max(1, maxCheckMillis(policy) / roundMillis)));
        comparisons.advance(Math.max(roundsFor(COMPARISONS_A_ROUND, connections), COMPARISON_MILLIS / roundMillis));
    }

    private static long roundsFor(long mostInOne, long all) {
        return Math.max(1, (all + mostInOne - 1) / mostInOne);
    }

    /** The maximum time between two full checks of a connection that was well. */
    private static long maxCheckMillis(Policy policy) {
        long max = maxCheckMillis(policy.fallback());
        List<Rule> rules = policy.rules();
        for (int i = 0; i < rules.size(); i++) {
            max = Math.min(max, maxCheckMillis(rules.get(i)));
        }
        return max;
    }

    private static long maxCheckMillis(Rule rule) {
        KeepaliveSettings settings = rule.settings();
        long max = settings.userTimeoutMillis() > 0
                ? Math.min(USER_TIMEOUT_CHECK_MILLIS, settings.intervalMillis())
                : settings.intervalMillis();
        long busy = rule.busyTimeout().millis(settings.detectionMillis());
        return busy > 0 ? Math.min(max, busy / CHECKS_IN_BUSY_TIMEOUT) : max;
    }

    /** Whether the connection at this descriptor number is checked in full in this round. */
    public boolean isDue(int number) {
        return checks.includes(number) || comparisons.includes(number);
    }

    /** Whether its options are compared with the wanted ones in this round; it is then {@linkplain #isDue due}. */
    public boolean isComparisonDue(int number) {
        return comparisons.includes(number);
    }
}
