// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckScheduleTest {

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
            for (int number = 0; number < compared.length; number++) {
                if (schedule.isComparisonDue(number)) {
                    assertThat(schedule.isDue(number)).isTrue();
                    compared[number]++;
                }
            }
        }
        assertThat(compared).containsOnly(2);
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
