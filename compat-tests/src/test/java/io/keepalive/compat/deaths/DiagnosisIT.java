// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.Pool;
import io.keepalive.compat.application.PoolPeer;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred connections to one host, of which some or all fall silent: the report tells who is to blame. */
class DiagnosisIT {

    private static final int KEPT = 180;
    private static final int DROPPED = 20;
    private static final int FIRST_DROPPED_PORT = 41_000;
    /** Not each local port is free at once. */
    private static final int DROPPED_PORTS = 2 * DROPPED;

    /** So that several rounds fall between the evidence and the death, on a busy machine too. */
    private static final String MORE_PROBES = "keepalive: {idle: 2s, interval: 1s, count: 6}";

    /** With the number of deaths. One that another round finds than the rest has a line of its own. */
    private static final Pattern DEATHS = Pattern.compile("] (?:peer dead: |peers dead: (\\d+) connections to )");

    /** The end of such a line, with the peer's address in it. */
    private static final String DROPPED_BETWEEN =
            ".* cause=keepalive_timeout.*, noticed by watch; diagnosis=connection_dropped: \\d+ of this process's"
                    + " connections to %s answer, .* has forgotten (these|this one; opened by main)";

    @TempDir
    private Path folder;

    @Test
    void droppedConnectionsAreOneReadableLineOrTwo() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.write(
                MORE_PROBES + "\nreport: {log: {file: '" + agent.logFile() + "', format: text, level: info}}\n");
        try (Network network = Network.open();
                ForkedProcess peer = peer(network);
                ForkedProcess application = application(network, configuration)) {
            agent.awaitStart();
            openAll(network, peer, application);
            network.dropConnectionsAt(FIRST_DROPPED_PORT, DROPPED_PORTS);
            String log = agent.awaitText(text -> deaths(text) >= DROPPED);
            List<String> lines =
                    log.lines().filter(line -> line.contains(" dead: ")).toList();
            assertThat(lines)
                    .hasSizeLessThanOrEqualTo(2)
                    .allSatisfy(line -> assertThat(line)
                            .contains("rule=default")
                            .matches(DROPPED_BETWEEN.formatted(network.peer().address())));
            assertThat(log).doesNotContain("host_silent");
            assertThat(application.finish()).isZero();
            assertThat(deaths(agent.awaitText(text -> true))).isEqualTo(DROPPED);
        }
    }

    private static int deaths(String log) {
        return DEATHS.matcher(log)
                .results()
                .mapToInt(line -> line.group(1) == null ? 1 : Integer.parseInt(line.group(1)))
                .sum();
    }

    /** A thread reads: its call reports a death with what the last round has concluded. */
    @Test
    void droppedConnectionsHaveTheirDiagnosisInJson() {
        AgentFolder agent = new AgentFolder(folder);
        try (Network network = Network.open();
                ForkedProcess peer = peer(network);
                ForkedProcess application = application(network, agent.configure(MORE_PROBES))) {
            agent.awaitStart();
            openAll(network, peer, application);
            network.dropConnectionsAt(FIRST_DROPPED_PORT, DROPPED_PORTS);
            application.send("read dropped");
            assertThat(agent.log().await("peer.dead", DROPPED)).allSatisfy(death -> {
                assertThat(isDiagnosed(death, "connection_dropped")).isTrue();
                assertThat(death.get("peer.connections.answering").getAsInt()).isBetween(1, KEPT);
                assertThat(death.get("peer.connections.silent").getAsInt()).isBetween(1, DROPPED);
                assertThat(death.get("network.local.port").getAsInt()).isGreaterThanOrEqualTo(FIRST_DROPPED_PORT);
            });
            assertThat(agent.log().events("peer.dead"))
                    .extracting(death -> death.get("detected.by").getAsString())
                    .contains("read");
            assertThat(agent.log().events("peer.suspect"))
                    .hasSize(DROPPED)
                    .noneMatch(event -> isDiagnosed(event, "host_silent"));
            assertThat(application.finish()).isZero();
        }
    }

    @Test
    void aSilentHostIsNotADroppedConnection() {
        AgentFolder agent = new AgentFolder(folder);
        try (Network network = Network.open();
                ForkedProcess peer = peer(network);
                ForkedProcess application = application(network, agent.configure(MORE_PROBES))) {
            agent.awaitStart();
            openAll(network, peer, application);
            network.silencePeer();
            assertThat(agent.log().await("peer.dead", KEPT + DROPPED)).allSatisfy(death -> {
                assertThat(isDiagnosed(death, "host_silent")).isTrue();
                assertThat(death.get("peer.connections.answering").getAsInt()).isZero();
                assertThat(death.get("peer.connections.silent").getAsInt()).isEqualTo(KEPT + DROPPED);
            });
            assertThat(agent.log().events("peer.suspect"))
                    .hasSize(KEPT + DROPPED)
                    .noneMatch(event -> isDiagnosed(event, "connection_dropped"));
            assertThat(application.finish()).isZero();
        }
    }

    private static boolean isDiagnosed(JsonObject event, String diagnosis) {
        return event.has("diagnosis") && event.get("diagnosis").getAsString().equals(diagnosis);
    }

    /** The first connection under its rule; the second one of the same host is in the same line. */
    @Test
    void withoutABusyTimeoutTheFirstLineExplainsWhatEndsTheWait() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.write("keepalive: {idle: 2s, interval: 1s, count: 3, busy-timeout: off}"
                + "\nreport: {log: {file: '" + agent.logFile() + "', format: text, level: info}}\n");
        try (Network network = networkWithFewRetransmissions();
                ForkedProcess peer = peer(network);
                ForkedProcess application = application(network, configuration)) {
            agent.awaitStart();
            open("first", 2, peer, network, application);
            network.silencePeer();
            application.send("write first");
            String log = agent.awaitText(text -> text.contains("peers suspect: ") || text.contains("peer suspect: "));
            assertThat(log.lines().filter(line -> line.contains(" suspect: ")))
                    .first()
                    .asString()
                    .contains("; busy-timeout is off: the kernel gives up after about 25 s (net.ipv4.tcp_retries2 is 6")
                    .contains("); busy-timeout: auto would end it 5 s after the peer fell silent");
        }
    }

    private static Network networkWithFewRetransmissions() {
        Network network = Network.open();
        network.app().kernelParameter("net/ipv4/tcp_retries2", 6);
        return network;
    }

    private static ForkedProcess peer(Network network) {
        return Launch.of(PoolPeer.class)
                .on(network.peer())
                .arguments(network.peer().address(), "idle")
                .start();
    }

    private static ForkedProcess application(Network network, String configuration) {
        return Launch.of(Pool.class).on(network.app()).agent(configuration).start();
    }

    private static void openAll(Network network, ForkedProcess peer, ForkedProcess application) {
        network.app().localPorts(2 * KEPT);
        open("kept", KEPT, peer, network, application);
        network.app().localPorts(FIRST_DROPPED_PORT, DROPPED_PORTS);
        open("dropped", DROPPED, peer, network, application);
    }

    private static void open(String name, int number, ForkedProcess peer, Network network, ForkedProcess application) {
        String port = peer.stdout().await("listening (\\d+)").group(1);
        application.send("open " + name + " blocking " + network.peer().address() + " " + port + " " + number);
        application.stdout().await("done open " + name + " .*");
    }
}
