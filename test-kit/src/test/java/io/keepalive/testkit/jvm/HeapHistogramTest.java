// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapHistogramTest {

    private static final String JAVA_8 = """
             num     #instances         #bytes  class name
            ----------------------------------------------
               1:          1000          48000  java.net.Socket
               2:            10            160  [B
            Total          1010          48160
            """;

    private static final String JAVA_17 = """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:           400          19200  java.net.Socket (java.base@17.0.15)
            Total           400          19200
            """;

    @Test
    void countsInstancesAndBytes() {
        HeapHistogram histogram = HeapHistogram.parse(JAVA_8);

        assertThat(histogram.instances("java.net.Socket")).isEqualTo(1000);
        assertThat(histogram.instances("java.net.ServerSocket")).isZero();
        assertThat(histogram.bytes()).isEqualTo(48_160);
    }

    @Test
    void subtractsClassByClass() {
        HeapHistogram difference = HeapHistogram.parse(JAVA_17).minus(HeapHistogram.parse(JAVA_8));

        assertThat(difference.instances("java.net.Socket")).isEqualTo(-600);
        assertThat(difference.instances("[B")).isEqualTo(-10);
        assertThat(difference.bytes()).isEqualTo(19_200 - 48_160);
    }
}
