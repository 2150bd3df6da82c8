// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keepalive.agent.attach.protocol.Fields;
import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.attach.protocol.ReplyStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionListTest {

    private final Reply reply = new Reply(ReplyStatus.DONE, "1.2");

    @Test
    void ordersByStateAndThenByAge() {
        reply.addEntry(connection(1, "open", 5_000));
        reply.addEntry(connection(2, "open", 9_000));
        reply.addEntry(connection(3, "half_closed", 1));
        reply.addEntry(connection(4, "suspect", 1));
        reply.addEntry(connection(6, "stalled", 1));
        reply.addEntry(connection(5, "dead", 1));
        assertThat(list().lines(0, 0, false))
                .extracting(line -> line.split(" ")[0])
                .containsExactly("ID", "5", "4", "6", "3", "2", "1", "6");
    }

    @Test
    void aRowShowsEveryField() {
        reply.addEntry(connection(7, "suspect", 125_000)
                .with("peer.host", "db.internal")
                .with("keepalive.user_timeout.ms", 45_000)
                .with("opened.thread", "pool-1")
                .with("opened.at", "com.acme.Pool.open(Pool.java:33)"));
        assertThat(list().lines(0, 0, false).get(1))
                .matches("7 +out +10\\.0\\.0\\.1:51234 +db\\.internal/10\\.0\\.0\\.2:5432 +database +suspect"
                        + " +30s/5s/3 +45s +20s +2 +2 min 5 s +pool-1 at com\\.acme\\.Pool\\.open\\(Pool\\.java:33\\)");
    }

    /** A connection of an agent of an earlier version has no busy timeout. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, off +off",
        "90000, 0, off +90s",
        "90000, 45000, 45s +45s",
        "90500, 90500, 90500ms +90500ms",
        "90000, 120000, 120s +90s",
        "0, 45000, 45s +45s",
        "-1, 0, off +off"
    })
    void theShorterTimeoutLimitsABusyConnection(long busyTimeout, int userTimeout, String cells) {
        reply.addEntry(connection(7, "open", 1)
                .with("keepalive.busy_timeout.ms", busyTimeout)
                .with("keepalive.user_timeout.ms", userTimeout));
        assertThat(list().lines(0, 0, false).get(0)).matches(".* KEEPALIVE +USER-TIMEOUT +BUSY +PROBES .*");
        assertThat(list().lines(0, 0, false).get(1)).matches(".* 30s/5s/3 +" + cells + " +2 +.*");
    }

    @Test
    void aUserTimeoutThatTheAgentHasArmedIsMarked() throws Exception {
        reply.addEntry(connection(7, "suspect", 1)
                .with("keepalive.user_timeout.ms", 19_500)
                .with("keepalive.user_timeout.armed", true));
        assertThat(list().lines(0, 0, false).get(1)).matches(".* 30s/5s/3 +19500ms \\(armed\\) +20s +2 +.*");
        JsonNode row =
                new ObjectMapper().readTree(list().json(0)).get("connections").get(0);
        assertThat(row.get("keepalive.user_timeout.armed").booleanValue()).isTrue();
    }

    @Test
    void aModeOtherThanEnforceIsShown() {
        reply.addEntry(connection(7, "open", 1).with("mode", "observe").with("keepalive.enabled", false));
        assertThat(list().lines(0, 0, false).get(1)).contains(" open (observe)  off ");
    }

    @Test
    void aLimitedTableShowsHowManyAreOmitted() {
        for (int id = 1; id <= 10; id++) {
            reply.addEntry(connection(id, "open", 1));
        }
        List<String> lines = list().lines(4, 0, false);
        assertThat(lines).hasSize(6);
        assertThat(lines.get(5)).isEqualTo("10 open, 0 suspect or dead; 6 more with --limit 0, or into a pipe");
    }

    @Test
    void fitsAnOrdinaryTerminal() {
        reply.addEntry(connection(1_000_000, "suspect", 125_000)
                .with("peer.host", "a-host-with-quite-a-long-name.in-a-domain.internal")
                .with("opened.thread", "pool-1")
                .with("opened.at", "com.acme.Pool.open(Pool.java:33)"));
        assertThat(list().lines(0, 120, false))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
    }

    @Test
    void suspectAndDeadOnesAreColoured() {
        reply.addEntry(connection(1, "open", 1));
        reply.addEntry(connection(2, "dead", 1));
        List<String> lines = list().lines(0, 0, true);
        assertThat(lines.get(1)).startsWith("\u001b[1;31m2 ").endsWith("\u001b[0m");
        assertThat(lines.get(2)).startsWith("1 ");
        assertThat(list().lines(0, 0, false)).noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void jsonIsOneDocumentOfTypedFields() throws Exception {
        reply.addEntry(connection(7, "open", 125_000).with("opened.thread", "a\"b\u001b\n"));
        reply.addEntry(connection(8, "open", 5));
        JsonNode document = new ObjectMapper().readTree(list().json(0));
        assertThat(document.get("pid").asLong()).isEqualTo(4711);
        assertThat(document.get("version").asText()).isEqualTo("1.2");
        assertThat(document.get("connections")).hasSize(2);
        JsonNode first = document.get("connections").get(0);
        assertThat(first.get("connection.id").isIntegralNumber()).isTrue();
        assertThat(first.get("network.peer.port").intValue()).isEqualTo(5432);
        assertThat(first.get("network.peer.address").textValue()).isEqualTo("10.0.0.2");
        assertThat(first.get("keepalive.enabled").booleanValue()).isTrue();
        assertThat(first.get("keepalive.busy_timeout.ms").longValue()).isEqualTo(20_000);
        assertThat(first.get("opened.thread").textValue()).isEqualTo("a\"b\u001b\n");
        assertThat(first.has("peer.host")).isFalse();
        assertThat(list().json(0)).doesNotContain("\u001b");
    }

    @Test
    void jsonIsLimitedToo() throws Exception {
        reply.addEntry(connection(1, "open", 1));
        reply.addEntry(connection(2, "dead", 1));
        reply.addEntry(connection(3, "open", 1));
        JsonNode document = new ObjectMapper().readTree(list().json(1));
        assertThat(document.get("connections")).hasSize(1);
        assertThat(document.get("connections").get(0).get("connection.id").intValue())
                .isEqualTo(2);
        assertThat(document.get("omitted").intValue()).isEqualTo(2);
        assertThat(new ObjectMapper().readTree(list().json(3)).has("omitted")).isFalse();
    }

    /** As an agent of a later version may send. */
    @Test
    void unknownFieldsAndStatesAreAccepted() {
        reply.addEntry(connection(1, "confused", 1).with("colour", "red"));
        assertThat(list().lines(0, 0, false).get(1)).contains("confused");
        assertThat(list().json(0)).doesNotContain("colour");
    }

    private ConnectionList list() {
        return new ConnectionList(4711, reply);
    }

    private static Fields connection(long id, String state, long ageMillis) {
        return new Fields()
                .with("connection.id", id)
                .with("direction", "outbound")
                .with("network.local.address", "10.0.0.1")
                .with("network.local.port", 51234)
                .with("network.peer.address", "10.0.0.2")
                .with("network.peer.port", 5432)
                .with("rule", "database")
                .with("mode", "enforce")
                .with("state", state)
                .with("keepalive.enabled", true)
                .with("keepalive.idle.s", 30)
                .with("keepalive.interval.s", 5)
                .with("keepalive.count", 3)
                .with("keepalive.user_timeout.ms", 0)
                .with("keepalive.busy_timeout.ms", 20_000)
                .with("probes", 2)
                .with("retransmits", 0)
                .with("age.ms", ageMillis)
                .with("via", "intercepted");
    }
}
