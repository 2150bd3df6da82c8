// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000Z",
        "-1, 1969-12-31T23:59:59.999Z",
        "1709208000007, 2024-02-29T12:00:00.007Z",
        "1795331100120, 2026-11-22T07:05:00.120Z",
        "253402300799999, 9999-12-31T23:59:59.999Z"
    })
    void hasMillisecondsAndOneLength(long millis, String expected) {
        assertThat(Timestamp.of(millis)).isEqualTo(expected);
    }
}
