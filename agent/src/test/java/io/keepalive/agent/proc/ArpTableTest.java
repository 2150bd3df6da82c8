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

    /** As Linux 6.18 writes it: one that answers, one that was set by hand, one that does not answer, one that is asked. */
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
    void aNeighbourIsSilentWhoHasNotAnswered(String peer, boolean silent) throws IOException {
        assertThat(isSilent(peer, TABLE)).isEqualTo(silent);
    }

    @Test
    void nobodyIsInAnEmptyTable() throws IOException {
        assertThat(isSilent("192.0.2.1", "")).isFalse();
    }

    /** What the caller takes for a hidden table. */
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "192.0.2.1 0x1 up 02:00:00:00:00:01"})
    void aRowOfAnotherFormIsRefused(String row) {
        assertThatThrownBy(() -> isSilent("192.0.2.1", row)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "2001:db8::1"})
    void whoIsInNoTableOfThisHostIsNotSilent(String address) throws IOException {
        assertThat(ArpTable.isUnanswered(InetAddress.getByName(address))).isFalse();
    }

    private static boolean isSilent(String peer, String table) throws IOException {
        return ArpTable.isUnanswered(peer, new BufferedReader(new StringReader(table)));
    }
}
