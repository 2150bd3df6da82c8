// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationFormatTest {

    @ParameterizedTest
    @CsvSource({
        "-5, 0 ms",
        "0, 0 ms",
        "999, 999 ms",
        "1000, 1 s",
        "45012, 45 s",
        "59999, 59 s",
        "60000, 1 min",
        "125000, 2 min 5 s",
        "3600000, 1 h",
        "7380000, 2 h 3 min",
        "86399999, 23 h 59 min",
        "86400000, 1 d",
        "273600000, 3 d 4 h"
    })
    void formatsTheTwoLargestUnits(long millis, String expected) {
        assertThat(DurationFormat.of(millis)).isEqualTo(expected);
    }
}
