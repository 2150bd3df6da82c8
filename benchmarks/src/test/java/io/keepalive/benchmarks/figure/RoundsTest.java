// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundsTest {

    private final Rounds rounds = new Rounds(100);

    /** Adds readings of the thread's processor time, 20 apart. */
    private void readings(long... cpu) {
        for (long reading : cpu) {
            rounds.read(now += 20, reading);
        }
    }

    private long now;

    @Test
    void aPauseEndsARound() {
        readings(50, 50, 60, 75, 75, 75, 75, 75, 75, 75, 75);

        assertThat(rounds.number()).isEqualTo(1);
        assertThat(rounds.cpuNanos()).isEqualTo(25);
    }

    @Test
    void aShortPauseDoesNot() {
        readings(50, 60, 60, 60, 75, 75, 75, 75, 75, 75, 75);

        assertThat(rounds.number()).isEqualTo(1);
        assertThat(rounds.cpuNanos()).isEqualTo(25);
    }

    @Test
    void countsEachRound() {
        readings(0, 20, 20, 20, 20, 20, 20, 20, 50, 50, 50, 50, 50, 50, 50);

        assertThat(rounds.number()).isEqualTo(2);
        assertThat(rounds.cpuNanos()).isEqualTo(50);
    }

    @Test
    void aShortCpuBurstIsNoRound() {
        readings(0, 100, 100, 100, 100, 100, 100, 100, 105, 105, 105, 105, 105, 105, 105);

        assertThat(rounds.number()).isEqualTo(1);
        assertThat(rounds.cpuNanos()).isEqualTo(100);
    }

    @Test
    void resetStartsCountingAgain() {
        readings(0, 20, 20, 20, 20, 20, 20, 20);
        rounds.forget();

        assertThat(rounds.number()).isZero();
        assertThat(rounds.cpuNanos()).isZero();
    }

    @Test
    void roundsOfAnotherTimeAreNoMeasure() {
        readings(0, 5_000, 5_000, 5_000, 5_000, 5_000, 5_000, 5_000);
        rounds.forgetAll();
        readings(5_025, 5_025, 5_025, 5_025, 5_025, 5_025, 5_025);

        assertThat(rounds.number()).isEqualTo(1);
        assertThat(rounds.cpuNanos()).isEqualTo(25);
    }
}
