// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressedBytesTest {

    /** Parts within a block, across blocks, and a block's size and more; of bytes that compress well and not at all. */
    @ParameterizedTest
    @CsvSource({"0, false", "1, false", "1000, true", "65535, true", "65536, false", "65537, true", "200000, true"})
    void everyPartIsReadAsItWasWritten(int length, boolean random) throws IOException {
        byte[] content = new byte[length];
        if (random) {
            new Random(length).nextBytes(content);
        }
        CompressedBytes bytes = new CompressedBytes();
        int[] positions = {bytes.write(content), bytes.write(new byte[] {1, 2, 3}), bytes.write(content)};
        bytes.finish();

        assertThat(positions).containsExactly(0, length, length + 3);
        assertThat(bytes.bytes(0, length)).isEqualTo(content);
        assertThat(bytes.bytes(length, 3)).containsExactly(1, 2, 3);
        assertThat(bytes.bytes(length + 3, length)).isEqualTo(content);
        assertThat(bytes.bytes(length / 2, length - length / 2))
                .isEqualTo(Arrays.copyOfRange(content, length / 2, length));
    }
}
