// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepTest {

    private static final int NUMBERS = 10_000;

    /** 2^32 divided by the golden ratio. */
    private final Sweep sweep = new Sweep(0x9E3779B9);

    @Test
    void oneStepIncludesEachNumber() {
        for (int i = 0; i < 3; i++) {
            assertThat(sweep.advance(1)).isTrue();
            assertThat(included()).isEqualTo(NUMBERS);
        }
    }

    @Test
    void aNumberIsIncludedOnceHoweverManyStepsThereAre() {
        Random random = new Random(1);
        int[] times = new int[NUMBERS];
        int sweeps = 0;
        for (int i = 0; i < 1_000; i++) {
            if (sweep.advance(1 + random.nextInt(20))) {
                assertThat(times).containsOnly(sweeps++);
            }
            IntStream.range(0, NUMBERS).filter(sweep::includes).forEach(number -> times[number]++);
        }
        assertThat(sweeps).isGreaterThan(50);
    }

    @Test
    void aSweepTakesAsManyStepsAsWanted() {
        for (int steps = 1; steps < 100; steps++) {
            assertThat(sweep.advance(steps)).isTrue();
            for (int i = 1; i < steps; i++) {
                assertThat(sweep.advance(steps)).isFalse();
            }
        }
    }

    @Test
    void consecutiveNumbersAreSpreadEvenly() {
        for (int i = 0; i < 100; i++) {
            sweep.advance(10);
            assertThat(included()).isBetween(NUMBERS / 10 - 10, NUMBERS / 10 + 10);
        }
    }

    private int included() {
        return (int) IntStream.range(0, NUMBERS).filter(sweep::includes).count();
    }
}
