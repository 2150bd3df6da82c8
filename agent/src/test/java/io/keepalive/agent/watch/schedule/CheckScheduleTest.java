// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.BusyTimeout;
import io.keepalive.agent.policy.Match;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.Precedence;
import io.keepalive.agent.policy.Rule;
import io.keepalive.agent.policy.UserTimeout;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckScheduleTest {

    /** After standard input, output and error. */
    private static final int FIRST_NUMBER = 3;

    private static final int MANY = 100 * CheckSchedule.CHECKS_A_ROUND;

    private static final KeepaliveSettings EVERY_TEN_SECONDS = new KeepaliveSettings(1, 60, 10, 3, 0);
    private static final KeepaliveSettings EVERY_SECOND = new KeepaliveSettings(1, 60, 1, 3, 0);
    private static final KeepaliveSettings WITH_USER_TIMEOUT = new KeepaliveSettings(1, 60, 10, 3, 90_000);

    private final CheckSchedule schedule = new CheckSchedule();

    @Test
    void fewConnectionsAreAllCheckedInEachRound() {
        assertThat(longestWait(CheckSchedule.CHECKS_A_ROUND, 1_000, EVERY_TEN_SECONDS))
                .isEqualTo(1);
    }

    @Test
    void manyConnectionsAreCheckedRoundRobin() {
        assertThat(longestWait(4 * CheckSchedule.CHECKS_A_ROUND, 1_000, EVERY_TEN_SECONDS))
                .isEqualTo(4);
    }

    @Test
    void noConnectionWaitsLongerThanAnInterval() {
        assertThat(longestWait(MANY, 1_000, EVERY_TEN_SECONDS)).isEqualTo(10);
        assertThat(longestWait(MANY, 2_500, EVERY_TEN_SECONDS)).isEqualTo(4);
        assertThat(longestWait(MANY, 1_000, EVERY_SECOND)).isEqualTo(1);
        assertThat(longestWait(MANY, 20_000, EVERY_TEN_SECONDS)).isEqualTo(1);
    }

    @Test
    void noConnectionWithAUserTimeoutWaitsLongerThanTwoSeconds() {
        assertThat(longestWait(MANY, 1_000, WITH_USER_TIMEOUT)).isEqualTo(2);
    }

    @Test
    void theShortestIntervalOfAllRulesCounts() {
        assertThat(longestWait(MANY, 100, EVERY_TEN_SECONDS, EVERY_SECOND)).isEqualTo(10);
    }

    @Test
    void optionsAreComparedOnlyInFullChecks() {
        int[] compared = new int[40];
        for (int round = 0; round < 2 * 40; round++) {
            schedule.begin(10_000, 1_000, policy(EVERY_TEN_SECONDS));
            for (int i = 0; i < compared.length; i++) {
                if (schedule.isComparisonDue(FIRST_NUMBER + i)) {
                    assertThat(schedule.isDue(FIRST_NUMBER + i)).isTrue();
                    compared[i]++;
                }
            }
        }
        assertThat(compared).containsOnly(2);
    }

    /** Rounds begin a millisecond early or late, and later still on a busy machine. */
    @Test
    void optionsAreComparedEveryTenSecondsHoweverLongTheRoundsTake() {
        assertThat(longestMillis(100, CheckScheduleTest::almostOnTime, schedule::isComparisonDue))
                .isBetween(9_000L, 11_001L);
        assertThat(longestMillis(2_100, CheckScheduleTest::almostOnTime, schedule::isComparisonDue))
                .isBetween(9_000L, 11_001L);
        assertThat(longestMillis(100, late(), schedule::isComparisonDue)).isBetween(9_000L, 11_500L);
    }

    @Test
    void noMoreThanTwoHundredAndFiftyAreComparedInARound() {
        assertThat(longestMillis(10_000, CheckScheduleTest::almostOnTime, schedule::isComparisonDue))
                .isBetween(40_000L, 41_041L);
        assertThat(longestMillis(10_000, late(), schedule::isComparisonDue)).isBetween(40_000L, 61_500L);
    }

    @Test
    void noConnectionWaitsLongerThanAnIntervalHoweverLongTheRoundsTake() {
        assertThat(longestMillis(100_000, CheckScheduleTest::almostOnTime, schedule::isDue))
                .isLessThanOrEqualTo(11_001);
        assertThat(longestMillis(100_000, late(), schedule::isDue)).isLessThanOrEqualTo(13_000);
    }

    /** Were the count of rounds modulo the rounds in ten seconds decisive, number 0 would never be compared. */
    private static int almostOnTime(int round) {
        return round % 9 == 0 ? 1_000 : 1_001;
    }

    private static IntUnaryOperator late() {
        Random random = new Random(1);
        return round -> 1_000 + random.nextInt(500);
    }

    /** The maximum time between two rounds in which the same connection is due. */
    private long longestMillis(int open, IntUnaryOperator roundMillis, IntPredicate due) {
        long longest = 0;
        long[] waited = new long[40];
        for (int round = 1; round <= 1_000; round++) {
            int millis = roundMillis.applyAsInt(round);
            schedule.begin(open, millis, policy(EVERY_TEN_SECONDS));
            for (int i = 0; i < waited.length; i++) {
                waited[i] += millis;
                longest = Math.max(longest, waited[i]);
                waited[i] = due.test(i) ? 0 : waited[i];
            }
        }
        return longest;
    }

    /** As after a stop of the JVM or the machine. */
    @Test
    void oneLateRoundChecksAll() {
        for (int round = 0; round < 13; round++) {
            schedule.begin(10_000, 1_000, policy(EVERY_TEN_SECONDS));
        }
        schedule.begin(10_000, 60_000, policy(EVERY_TEN_SECONDS));
        assertThat(countOf(schedule::isDue)).isEqualTo(10_000);
    }

    /** With ten thousand, 1,000 are checked in each round, and 250 compared, which includes a check. */
    @Test
    void checksAndComparisonsAreSpreadEvenlyOverTheRounds() {
        for (int round = 0; round < 100; round++) {
            schedule.begin(10_000, 1_000, policy(EVERY_TEN_SECONDS));
            assertThat(countOf(schedule::isDue)).isBetween(980, 1_270);
            assertThat(countOf(schedule::isComparisonDue)).isBetween(240, 260);
        }
    }

    private static int countOf(IntPredicate due) {
        return (int)
                IntStream.range(FIRST_NUMBER, FIRST_NUMBER + 10_000).filter(due).count();
    }

    /** Connections are opened and closed between the rounds: a sweep takes five of them at most. */
    @Test
    void noConnectionIsLeftOutWhileTheirNumberVaries() {
        Random random = new Random(1);
        int[] waited = new int[40];
        for (int round = 0; round < 1_000; round++) {
            int open = (2 + random.nextInt(4)) * CheckSchedule.CHECKS_A_ROUND;
            schedule.begin(open, 1_000, policy(EVERY_TEN_SECONDS));
            for (int number = 0; number < waited.length; number++) {
                waited[number] = schedule.isDue(number) ? 0 : waited[number] + 1;
            }
            assertThat(IntStream.of(waited).max().orElseThrow()).isLessThan(5);
        }
    }

    /** A busy timeout must be armed before half of it is over; see the kernel's intervals between retransmissions. */
    @Test
    void aShortBusyTimeoutIsNoticedInTime() {
        Rule rule = new Rule(
                "rule",
                Match.everything(),
                Mode.ENFORCE,
                KeepaliveSettings.on(60, 10, 3, 0),
                UserTimeout.LEFT_ALONE,
                BusyTimeout.ofMillis(8_000));
        Policy policy = new Policy(
                Mode.ENFORCE,
                Precedence.STRICTEST,
                true,
                KeepaliveSettings.on(60, 10, 3, 0),
                Collections.singletonList(rule));
        assertThat(IntStream.range(0, 40)
                        .map(number -> waitOf(number, 100_000, 1_000, policy))
                        .max()
                        .orElseThrow())
                .isEqualTo(2);
    }

    /** The maximum number of rounds between two checks of the same connection. */
    private int longestWait(int open, long roundMillis, KeepaliveSettings settings, KeepaliveSettings... ofRules) {
        Policy policy = policy(settings, ofRules);
        return IntStream.range(0, 40)
                .map(number -> waitOf(number, open, roundMillis, policy))
                .max()
                .orElseThrow();
    }

    private int waitOf(int number, int open, long roundMillis, Policy policy) {
        int longest = 0;
        int waited = 0;
        for (int round = 0; round < 100; round++) {
            schedule.begin(open, roundMillis, policy);
            waited++;
            if (schedule.isDue(number)) {
                longest = Math.max(longest, waited);
                waited = 0;
            }
        }
        return Math.max(longest, waited);
    }

    private static Policy policy(KeepaliveSettings settings, KeepaliveSettings... ofRules) {
        List<Rule> rules = IntStream.range(0, ofRules.length)
                .mapToObj(i -> new Rule("rule " + i, Match.everything(), Mode.ENFORCE, ofRules[i]))
                .toList();
        return new Policy(
                Mode.ENFORCE, Precedence.AGENT, true, settings, rules.isEmpty() ? Collections.emptyList() : rules);
    }
}
