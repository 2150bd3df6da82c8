// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamespaceSocketsTest {

    private static final String KEPT_ALIVE =
            "   1: 0100007F:9C40 0200007F:0050 01 00000000:00000000 02:00001770 00000000  1000        0 4711 2 0000000000000000 20 4 30 10 -1";
    private static final String PLAIN =
            "   2: 0000000000000000FFFF00000100007F:0050 0000000000000000FFFF00000100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1 0000000000000000";

    @Test
    void tellsPortsAndTheKeepaliveTimer() {
        NamespaceSockets.Entry entry = NamespaceSockets.Entry.of(KEPT_ALIVE);

        assertThat(entry.isBetween(40_000, 80)).isTrue();
        assertThat(entry.probesWithin(60)).isTrue();
        assertThat(entry.probesWithin(59)).isFalse();
    }

    @Test
    void tellsSocketsOfIpv6WithoutATimer() {
        NamespaceSockets.Entry entry = NamespaceSockets.Entry.of(PLAIN);

        assertThat(entry.isBetween(80, 40_000)).isTrue();
        assertThat(entry.probesWithin(7_200)).isFalse();
    }
}
