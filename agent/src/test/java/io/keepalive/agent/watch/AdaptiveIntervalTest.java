package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdaptiveIntervalTest {

    private static final long EVERY_MILLIS = 1_000;

    private final AdaptiveInterval pace = new AdaptiveInterval();

    @Test
    void cheapRoundsComeAsAskedFor() {
        assertThat(afterRounds(100, 5)).isEqualTo(EVERY_MILLIS);
        assertThat(pace.isSlowed()).isFalse();
    }

    @Test
    void dearRoundsTakeAHundredthOfTheTime() {
        assertThat(afterRounds(100, 50)).isBetween(4_900L, 5_000L);
        assertThat(pace.isSlowed()).isTrue();
        assertThat(pace.averageNanos()).isBetween(49_000_000L, 50_000_000L);
    }

    @Test
    void aSingleDearRoundIsNoReasonToSlowDown() {
        afterRounds(10, 1);
        assertThat(afterRounds(1, 70)).isEqualTo(EVERY_MILLIS);
        assertThat(pace.hasChanged()).isFalse();
    }

    @Test
    void aVeryDearRoundIsNotWorthAMessage() {
        assertThat(changesIn(1, 300)).isZero();
        assertThat(changesIn(100, 1)).isZero();
    }

    @Test
    void aLittleLaterIsNotWorthAMessage() {
        assertThat(afterRounds(100, 12)).isGreaterThan(EVERY_MILLIS);
        assertThat(pace.isSlowed()).isFalse();
    }

    @Test
    void itsChangesAreToldOnce() {
        assertThat(changesIn(100, 50)).isEqualTo(1);
        assertThat(changesIn(100, 12)).isZero();
        assertThat(changesIn(100, 1)).isEqualTo(1);
        assertThat(pace.isSlowed()).isFalse();
    }

    private long afterRounds(int rounds, long costMillis) {
        long delay = 0;
        for (int i = 0; i < rounds; i++) {
            delay = pace.periodMillis(EVERY_MILLIS, costMillis * 1_000_000);
        }
        return delay;
    }

    private int changesIn(int rounds, long costMillis) {
        int changes = 0;
        for (int i = 0; i < rounds; i++) {
            afterRounds(1, costMillis);
            changes += pace.hasChanged() ? 1 : 0;
        }
        return changes;
    }

    /** So that a death is noticed within one period, and what the round itself took is no delay. */
    @Test
    void roundsBeginAPeriodApart() {
        assertThat(AdaptiveInterval.leftMillis(1_000, 50)).isEqualTo(950);
        assertThat(AdaptiveInterval.leftMillis(1_000, 0)).isEqualTo(1_000);
    }

    @Test
    void aRoundThatWasHeldUpIsFollowedByAPause() {
        assertThat(AdaptiveInterval.leftMillis(1_000, 700)).isEqualTo(500);
        assertThat(AdaptiveInterval.leftMillis(1_000, 5_000)).isEqualTo(500);
    }
}
