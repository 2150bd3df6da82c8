// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepTest {

    private static final int NUMBERS = 10_000;

    private final Sweep sweep = new Sweep();

    @Test
    void oneRoundMayIncludeEachNumber() {
        for (int number = 1; number <= 3; number++) {
            sweep.advance(3);
            sweep.advance(1);
            assertThat(included()).isEqualTo(NUMBERS);
        }
    }

    /** The shares are powers of two, whose sum is exact. */
    @Test
    void eachNumberIsIncludedOnceInEachSweep() {
        Random random = new Random(1);
        int[] times = new int[NUMBERS];
        for (int sweeps = 1; sweeps <= 50; sweeps++) {
            int sixtyFourths = 64;
            while (sixtyFourths > 0) {
                int share = Math.min(Integer.highestOneBit(sixtyFourths), 1 << random.nextInt(5));
                sweep.advance(64 / share);
                IntStream.range(0, NUMBERS).filter(sweep::includes).forEach(number -> times[number]++);
                sixtyFourths -= share;
            }
            assertThat(times).containsOnly(sweeps);
        }
    }

    @Test
    void consecutiveNumbersAreSpreadEvenly() {
        for (int round = 0; round < 100; round++) {
            sweep.advance(10);
            assertThat(included()).isBetween(NUMBERS / 10 - 10, NUMBERS / 10 + 10);
        }
    }

    private int included() {
        return (int) IntStream.range(0, NUMBERS).filter(sweep::includes).count();
    }
}
