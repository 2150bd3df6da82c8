// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void aLimitItselfIsReached() {
        assertThat(Target.atMost(1.3).isReachedBy(1.3)).isTrue();
        assertThat(Target.atMost(1.3).isReachedBy(1.31)).isFalse();
        assertThat(Target.atLeast(0.99).isReachedBy(0.99)).isTrue();
        assertThat(Target.atLeast(0.99).isReachedBy(0.98)).isFalse();
    }

    @Test
    void targetsReadLikeWords() {
        assertThat(Target.atMost(1.15)).hasToString("at most 1.15");
        assertThat(Target.atLeast(0.99)).hasToString("at least 0.99");
    }

    @Test
    void theMedianDecides() {
        Figure figure = Figure.of(1, "something", Samples.of(0.9, 1, 2), "").mustReach(Target.atMost(1));

        assertThat(figure.value()).isEqualTo(1);
        assertThat(figure.samples()).isEqualTo(3);
        assertThat(figure.reached()).isTrue();
    }

    @Test
    void figureWithoutTargetReachesNothing() {
        assertThat(Figure.of(1, "something", Samples.of(1), "ms").reached()).isNull();
    }

    @Test
    void numbersHaveThreeDigitsThatCount() {
        assertThat(NumberFormat.of(1.23456)).isEqualTo("1.23");
        assertThat(NumberFormat.of(1.00423)).isEqualTo("1.004");
        assertThat(NumberFormat.of(0.00123456)).isEqualTo("0.00123");
        assertThat(NumberFormat.of(45.678)).isEqualTo("45.7");
        assertThat(NumberFormat.of(100)).isEqualTo("100");
        assertThat(NumberFormat.of(12_345.6)).isEqualTo("12,346");
        assertThat(NumberFormat.of(0)).isEqualTo("0");
        assertThat(NumberFormat.of(-3)).isEqualTo("-3");
    }
}
