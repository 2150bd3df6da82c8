// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdaptiveIntervalTest {

    private static final long EVERY_MILLIS = 1_000;

    private final AdaptiveInterval interval = new AdaptiveInterval();

    @Test
    void cheapRoundsComeAsConfigured() {
        assertThat(afterRounds(100, 5)).isEqualTo(EVERY_MILLIS);
        assertThat(interval.isSlowed()).isFalse();
    }

    @Test
    void expensiveRoundsTakeAHundredthOfTheTime() {
        assertThat(afterRounds(100, 50)).isBetween(4_900L, 5_000L);
        assertThat(interval.isSlowed()).isTrue();
        assertThat(interval.averageNanos()).isBetween(49_000_000L, 50_000_000L);
    }

    @Test
    void oneExpensiveRoundDoesNotSlowDown() {
        afterRounds(10, 1);
        assertThat(afterRounds(1, 70)).isEqualTo(EVERY_MILLIS);
        assertThat(interval.hasChanged()).isFalse();
    }

    @Test
    void oneVeryExpensiveRoundIsNotReported() {
        assertThat(changesIn(1, 300)).isZero();
        assertThat(changesIn(100, 1)).isZero();
    }

    @Test
    void aSmallDelayIsNotReported() {
        assertThat(afterRounds(100, 12)).isGreaterThan(EVERY_MILLIS);
        assertThat(interval.isSlowed()).isFalse();
    }

    @Test
    void changesAreReportedOnce() {
        assertThat(changesIn(100, 50)).isEqualTo(1);
        assertThat(changesIn(100, 12)).isZero();
        assertThat(changesIn(100, 1)).isEqualTo(1);
        assertThat(interval.isSlowed()).isFalse();
    }

    private long afterRounds(int rounds, long costMillis) {
        long delay = 0;
        for (int i = 0; i < rounds; i++) {
            delay = interval.periodMillis(EVERY_MILLIS, costMillis * 1_000_000);
        }
        return delay;
    }

    private int changesIn(int rounds, long costMillis) {
        int changes = 0;
        for (int i = 0; i < rounds; i++) {
            afterRounds(1, costMillis);
            changes += interval.hasChanged() ? 1 : 0;
        }
        return changes;
    }

    /** So that a death is detected within one period; the time of the round itself does not add to it. */
    @Test
    void roundsBeginAPeriodApart() {
        assertThat(AdaptiveInterval.leftMillis(1_000, 50)).isEqualTo(950);
        assertThat(AdaptiveInterval.leftMillis(1_000, 0)).isEqualTo(1_000);
    }

    @Test
    void aLongRoundIsFollowedByAPause() {
        assertThat(AdaptiveInterval.leftMillis(1_000, 700)).isEqualTo(500);
        assertThat(AdaptiveInterval.leftMillis(1_000, 5_000)).isEqualTo(500);
    }
}
