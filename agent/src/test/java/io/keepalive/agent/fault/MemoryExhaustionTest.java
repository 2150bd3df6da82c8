// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryExhaustionTest {

    private static final long MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "8, 0, false",
        "8, 1, true",
        "16, 1, false",
        "16, 2, true",
        "32, 3, false",
        "32, 4, true",
        "100000, 3, false",
        "100000, 4, true"
    })
    void anEighthOfASmallHeapIsRoomAndSomeMegabytesOfALargeOne(long maxMebibytes, long freeMebibytes, boolean isRoom) {
        assertThat(MemoryExhaustion.isRoom(freeMebibytes * MEBIBYTE, maxMebibytes * MEBIBYTE))
                .isEqualTo(isRoom);
    }
}
