// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void theMedianOfAnOddNumberIsTheOneInTheMiddle() {
        assertThat(Samples.of(9, 1, 5).median()).isEqualTo(5);
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(Samples.of(1, 10, 2, 4).median()).isEqualTo(3);
    }

    @Test
    void quartilesAreOnAStraightLineBetweenSamples() {
        Samples samples = Samples.of(5, 4, 3, 2, 1);

        assertThat(samples.lowerQuartile()).isEqualTo(2);
        assertThat(samples.upperQuartile()).isEqualTo(4);
        assertThat(samples.largest()).isEqualTo(5);
    }

    @Test
    void oneSampleIsEverything() {
        Samples one = Samples.of(7);

        assertThat(one.median()).isEqualTo(7);
        assertThat(one.lowerQuartile()).isEqualTo(7);
        assertThat(one.upperQuartile()).isEqualTo(7);
    }

    /** The ratio of the medians is 1. */
    @Test
    void ratiosAreThoseOfPairsMeasuredTogether() {
        Samples mine = Samples.of(10, 2, 3);
        Samples others = Samples.of(5, 1, 6);

        assertThat(mine.over(others).median()).isEqualTo(2);
    }

    @Test
    void differencesAreThoseOfPairsToo() {
        assertThat(Samples.of(10, 20, 30).minus(Samples.of(1, 2, 29)).median()).isEqualTo(9);
    }

    @Test
    void whatDoesNotPairIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.of(1, 2).over(Samples.of(1)))
                .withMessage("2 samples and 1 are no pairs");
    }

    @Test
    void nothingIsNoResult() {
        assertThatIllegalArgumentException().isThrownBy(Samples::of);
    }
}
