// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows as Linux 6.18 on x86-64 prints them. */
class SocketTableTest {

    private static final String HEADER =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
    private static final String PROBED = "   1: 0100E70A:D240 0200E70A:1B58 01 0027AC40:00000000 04:00000496 00000000"
            + "  1000        1 48113 2 0000000057dfa045 20 4 30 10 -1                     ";
    private static final String RETRANSMITTED =
            "  12: 0000000000000000FFFF00000200000A:1538 0000000000000000FFFF00000100000A:C822 01 00000005:00000000"
                    + " 01:0000000A 00000003     0        0 4294967299 2 0000000057dfa045 160 4 30 1 7";
    private static final String TIME_WAIT =
            "   3: 0100E70A:D240 0200E70A:1B58 06 00000000:00000000 03:00000496 00000000"
                    + "     0        0 0 3 0000000057dfa045                                      ";

    @TempDir
    private Path folder;

    @Test
    void readsAClosedWindow() throws IOException {
        assertThat(rows(HEADER, PROBED)).containsExactly("53824->/10.231.0.2:7000 2600000 4 11740 0 1 48113 200");
    }

    @Test
    void readsARetransmission() throws IOException {
        assertThat(rows(HEADER, RETRANSMITTED)).containsExactly("5432->/10.0.0.1:51234 5 1 100 3 0 4294967299 1600");
    }

    @Test
    void aSocketWithoutDescriptorHasNoInode() throws IOException {
        assertThat(rows(HEADER, TIME_WAIT)).containsExactly("53824->/10.231.0.2:7000 0 3 11740 0 0 0 0");
    }

    @Test
    void readsRowsAcrossTheEndsOfItsBuffer() throws IOException {
        List<String> lines = new ArrayList<>(Collections.nCopies(1_000, RETRANSMITTED));
        lines.add(0, HEADER);
        lines.addAll(Collections.nCopies(1_000, PROBED));
        assertThat(rows(lines.toArray(new String[0]))).hasSize(2_000).doesNotContainNull();
        assertThat(rows(lines.toArray(new String[0])).stream().distinct()).hasSize(2);
    }

    @Test
    void noRowIsReadFromOtherText() throws IOException {
        assertThat(rows("", "   ", "sl", "1: 2: 3", "a b c d e f g h i j k")).isEmpty();
    }

    @Test
    void aMissingFileIsNotEmpty() {
        SocketTable table = new SocketTable(folder.resolve("none").toString());
        assertThat(table.forEach(row -> {})).isFalse();
        assertThat(table.exists()).isFalse();
    }

    private List<String> rows(String... lines) throws IOException {
        Path file = Files.write(folder.resolve("tcp"), List.of(lines));
        List<String> rows = new ArrayList<>();
        assertThat(new SocketTable(file.toString()).forEach(row -> rows.add(text(row))))
                .isTrue();
        return rows;
    }

    private static String text(SocketRow row) {
        return row.localPort() + "->" + row.remote() + " " + row.queuedBytes() + " " + row.timer() + " "
                + row.timerMillis() + " " + row.retransmits() + " " + row.probes() + " " + row.inode() + " "
                + row.rtoMillis();
    }
}
