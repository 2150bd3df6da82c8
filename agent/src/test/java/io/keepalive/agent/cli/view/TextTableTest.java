// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

    private final TextTable table = new TextTable(List.of("ID", "PEER", "AGE")).cuttable(1, 8);

    @Test
    void columnsAreAsWideAsTheirContent() {
        table.add(List.of("1", "db.internal/10.0.0.2:5432", "5 s"));
        table.add(List.of("100", "x", ""));
        assertThat(table.lines(0))
                .containsExactly(
                        "ID   PEER                       AGE", "1    db.internal/10.0.0.2:5432  5 s", "100  x");
    }

    @Test
    void cuttableColumnsAreCutToFit() {
        table.add(List.of("1", "db.internal/10.0.0.2:5432", "5 s"));
        assertThat(table.lines(24)).containsExactly("ID  PEER             AGE", "1   db.internal/10~  5 s");
    }

    /** A line that is too long is better than one without content. */
    @Test
    void noColumnIsCutBelowItsLeastWidth() {
        table.add(List.of("1", "db.internal/10.0.0.2:5432", "5 s"));
        assertThat(table.lines(5)).contains("1   db.inte~  5 s");
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
        table.add(List.of("1", "a\u001b[2Jb\nc\u202e", "5 s"));
        assertThat(table.lines(0).get(1)).isEqualTo("1   a\\u001b[2Jb\\nc\\u202e  5 s");
    }

    @Test
    void columnsAreOmittedInOrderIfCuttingIsNotEnough() {
        table.omitting(2, 0).add(List.of("100", "db.internal/10.0.0.2:5432", "5 s"));
        assertThat(table.lines(17)).containsExactly("ID   PEER", "100  db.internal~");
        assertThat(table.lines(9)).containsExactly("PEER", "db.inter~");
    }
}
