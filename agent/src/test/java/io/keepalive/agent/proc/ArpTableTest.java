// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArpTableTest {

    /**
     * In the format of Linux 6.18: a complete entry, a permanent one, an incomplete one, one with a pending request.
     */
    private static final String TABLE = """
            IP address       HW type     Flags       HW address            Mask     Device
            192.0.2.1        0x1         0x2         02:00:00:00:00:01     *        eth0
            192.0.2.17       0x1         0x6         02:00:00:00:00:11     *        eth0
            192.0.2.100      0x1         0x0         00:00:00:00:00:00     *        eth0
            198.51.100.200   0x1         0x0         02:00:00:00:00:02     *        br-0123456789ab
            """;

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,      false",
        "192.0.2.17,     false",
        "192.0.2.100,    true",
        "198.51.100.200, true",
        "192.0.2.10,     false",
        "192.0.2.2,      false"
    })
    void anIncompleteEntryIsUnanswered(String peer, boolean unanswered) throws IOException {
        assertThat(isUnanswered(peer, TABLE)).isEqualTo(unanswered);
    }

    @Test
    void anEmptyTableHasNoEntry() throws IOException {
        assertThat(isUnanswered("192.0.2.1", "")).isFalse();
    }

    /** The caller treats this as a hidden table. */
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "192.0.2.1 0x1 up 02:00:00:00:00:01"})
    void aMalformedRowIsRejected(String row) {
        assertThatThrownBy(() -> isUnanswered("192.0.2.1", row)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "2001:db8::1"})
    void anUnlistedPeerIsNotUnanswered(String address) throws IOException {
        assertThat(ArpTable.isUnanswered(InetAddress.getByName(address))).isFalse();
    }

    private static boolean isUnanswered(String peer, String table) throws IOException {
        return ArpTable.isUnanswered(peer, new BufferedReader(new StringReader(table)));
    }
}
