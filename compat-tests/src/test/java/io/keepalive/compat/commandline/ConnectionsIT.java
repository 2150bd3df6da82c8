// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.keepalive.compat.application.ManyConnections;
import io.keepalive.compat.application.Peer;
import io.keepalive.compat.application.Pool;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.NamespaceSockets;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.Command;
import io.keepalive.testkit.process.Command.Result;
import io.keepalive.testkit.process.Commands;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of an application's connections: complete, ordered, harmless, and fast with many connections. */
class ConnectionsIT {

    private static final String KEEPALIVE = "keepalive: {idle: 41s, interval: 7s, count: 4}";
    private static final int TEN_THOUSAND = 10_000;

    @TempDir
    private Path folder;

    /** Ends of connections; the process has both. */
    @Test
    void tenThousandAgreeWithTheKernelInTextAndJson() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(ManyConnections.class)
                .agent(agent.write(KEEPALIVE + "\nreport: {log: {file: '" + agent.logFile() + "', format: json}}"))
                .arguments(String.valueOf(TEN_THOUSAND / 2))
                .start()) {
            agent.awaitStart();
            application.send("go").stdout().await("ready");
            String pid = String.valueOf(application.pid());
            Instant start = Instant.now();
            Result text = Cli.run("connections", pid);
            System.out.println("10,000 connections listed in "
                    + Duration.between(start, Instant.now()).toMillis() + " ms on " + Jdk.underTest());
            JsonObject json = json(Cli.run("connections", pid, "--json"));

            assertThat(text.status()).isZero();
            assertThat(text.stdout().get(TEN_THOUSAND + 1)).isEqualTo("10000 open, 0 suspect or dead");
            // A reading of the list may miss a row while other connections open and close.
            Map<String, Boolean> kernel = Await.read(
                    () -> NamespaceSockets.here().establishedAt(portOf(json)),
                    rows -> rows.size() == TEN_THOUSAND && !rows.containsValue(false));
            assertThat(kernel).hasSize(TEN_THOUSAND).doesNotContainValue(false);
            assertThat(ports(json)).isEqualTo(kernel.keySet());
            assertThat(ports(text)).isEqualTo(kernel.keySet());
            assertThat(json.get("connections").getAsJsonArray())
                    .allSatisfy(connection -> assertThat(connection
                                    .getAsJsonObject()
                                    .get("keepalive.idle.s")
                                    .getAsInt())
                            .isEqualTo(41));
            assertThat(Cli.run("connections", pid, "--limit", "20").stdout()).hasSize(22);
            JsonObject cut = json(Cli.run("connections", pid, "--json", "--limit", "20"));
            assertThat(cut.getAsJsonArray("connections")).hasSize(20);
            assertThat(cut.get("omitted").getAsInt()).isEqualTo(TEN_THOUSAND - 20);
        }
    }

    /** The port on which the application listens: the peer port of its first connection. */
    private static int portOf(JsonObject json) {
        JsonArray connections = json.get("connections").getAsJsonArray();
        return connections.asList().stream()
                .map(connection -> connection.getAsJsonObject())
                .filter(connection -> connection.get("direction").getAsString().equals("outbound"))
                .findFirst()
                .orElseThrow()
                .get("network.peer.port")
                .getAsInt();
    }

    private static Set<String> ports(JsonObject json) {
        Set<String> ports = new TreeSet<>();
        json.get("connections").getAsJsonArray().forEach(connection -> {
            JsonObject facts = connection.getAsJsonObject();
            ports.add(facts.get("network.local.port").getAsInt() + " "
                    + facts.get("network.peer.port").getAsInt());
        });
        return ports;
    }

    private static Set<String> ports(Result text) {
        Set<String> ports = new TreeSet<>();
        for (String line : text.stdout().subList(1, TEN_THOUSAND + 1)) {
            String[] words = line.split(" +");
            ports.add(words[2].replaceAll(".*:", "") + " " + words[3].replaceAll(".*:", ""));
        }
        return ports;
    }

    /** A suspect peer is listed above older connections, with its probes, and a dead peer above it. */
    @Test
    void suspectAndDeadPeersAreListedFirst() {
        AgentFolder agent = new AgentFolder(folder);
        try (Network network = Network.withPeers(2);
                ForkedProcess well = peer(network, 1);
                ForkedProcess silent = peer(network, 0);
                ForkedProcess application = Launch.of(Pool.class)
                        .on(network.app())
                        .agent(agent.configure("keepalive: {idle: 2s, interval: 2s, count: 100}"))
                        .start()) {
            agent.awaitStart();
            application.send("open well nio " + network.peer(1).address() + " " + port(well) + " 3");
            application.stdout().await("done open well .*");
            application.send("open silent nio " + network.peer(0).address() + " " + port(silent) + " 1");
            application.stdout().await("done open silent .*");
            network.silencePeer();
            agent.log().await("peer.suspect", 1);
            Result text = Cli.run("connections", String.valueOf(application.pid()));
            assertThat(text.stdout()).hasSize(6);
            assertThat(text.stdout().get(1))
                    .contains(network.peer(0).address() + ":" + port(silent))
                    .matches(".* suspect +2s/2s/100 +off +202s +([2-9]|\\d\\d+) .* main");
            assertThat(text.stdout().get(5)).isEqualTo("4 open, 1 suspect or dead");
            JsonObject first = json(Cli.run("connections", String.valueOf(application.pid()), "--json"))
                    .get("connections")
                    .getAsJsonArray()
                    .get(0)
                    .getAsJsonObject();
            assertThat(first.get("state").getAsString()).isEqualTo("suspect");
            assertThat(first.get("probes").getAsInt()).isGreaterThanOrEqualTo(2);
            assertThat(first.get("opened.thread").getAsString()).isEqualTo("main");
        }
    }

    /** While a silent peer leaves data unacknowledged, the list shows the user timeout that the agent has set. */
    @Test
    void anArmedUserTimeoutIsShown() {
        AgentFolder agent = new AgentFolder(folder);
        try (Network network = Network.withPeers(1);
                ForkedProcess peer = peer(network, 0);
                ForkedProcess application = Launch.of(Pool.class)
                        .on(network.app())
                        .agent(agent.configure("keepalive: {idle: 60s, interval: 10s, count: 3, busy-timeout: 5m}"))
                        .start()) {
            agent.awaitStart();
            application.send("open busy nio " + network.peer(0).address() + " " + port(peer) + " 1");
            application.stdout().await("done open busy .*");
            String pid = String.valueOf(application.pid());
            assertThat(Cli.run("connections", pid).stdout().get(1)).matches(".* open +60s/10s/3 +off +300s +0 .*");
            network.silencePeer();
            application.send("write busy");
            agent.log().await("peer.suspect", 1);
            assertThat(Await.until(() -> isArmed(first(pid)))).isTrue();
            assertThat(first(pid).get("keepalive.busy_timeout.ms").getAsInt()).isEqualTo(300_000);
            assertThat(first(pid).get("keepalive.user_timeout.ms").getAsInt()).isGreaterThanOrEqualTo(300_000);
            assertThat(Cli.run("connections", pid).stdout().get(1))
                    .matches(".* suspect +60s/10s/3 +\\d+m?s \\(armed\\) +300s .*");
        }
    }

    private static JsonObject first(String pid) {
        return json(Cli.run("connections", pid, "--json"))
                .get("connections")
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
    }

    private static boolean isArmed(JsonObject connection) {
        return connection.get("keepalive.user_timeout.armed").getAsBoolean();
    }

    private static ForkedProcess peer(Network network, int number) {
        return Launch.of(Peer.class)
                .on(network.peer(number))
                .arguments(network.peer(number).address())
                .start();
    }

    private static int port(ForkedProcess peer) {
        return Integer.parseInt(peer.stdout().await("listening (\\d+)").group(1));
    }

    /** On a terminal of 24 lines with 80 characters, created by {@code script}. */
    @Test
    void aTerminalIsNotFlooded() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = manyConnections(agent, 100)) {
            String pid = String.valueOf(application.pid());
            Result result = onTerminal(Cli.words(Jdk.underTest(), "connections", pid));
            assertThat(result.status()).isZero();
            assertThat(result.stdout())
                    .hasSize(23)
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
            assertThat(result.stdout().get(22)).startsWith("200 open, 0 suspect or dead; 179 more with --limit 0");
            assertThat(onTerminal(Cli.words(Jdk.underTest(), "connections", pid, "--limit", "0"))
                            .stdout())
                    .hasSize(202);
        }
    }

    /** Each list replaces the previous one until an interrupt; only one request is sent to the agent. */
    @Test
    void watchRefreshesInPlaceAndLeavesNothing() throws Exception {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = manyConnections(agent, 3)) {
            String pid = String.valueOf(application.pid());
            List<String> watch = Cli.words(Jdk.underTest(), "connections", pid, "--watch");
            try (ForkedProcess terminal = ForkedProcess.start("script", new ProcessBuilder(scriptOf("exec", watch)))) {
                terminal.stdout().await(".*\u001b\\[HID .*", 3);
                interrupt(childOf(terminal));
                terminal.exitStatus();
                String shown = String.join("\n", terminal.stdout().lines());
                assertThat(shown).startsWith("\u001b[?25l\u001b[2J\u001b[HID ").endsWith("\u001b[?25h");
                assertThat(shown).contains("6 open, 0 suspect or dead");
            }
            Cli.done("detach", pid);
        }
    }

    /** Into a pipe, tables follow one another without control characters. */
    @Test
    void watchIntoAPipeIsPlain() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = manyConnections(agent, 3)) {
            List<String> words =
                    Cli.words(Jdk.underTest(), "connections", String.valueOf(application.pid()), "--watch");
            try (ForkedProcess watch = ForkedProcess.start("watch", new ProcessBuilder(words))) {
                watch.stdout().await("ID .*", 3);
                interrupt(String.valueOf(watch.pid()));
                watch.exitStatus();
                assertThat(watch.stdout().lines()).noneMatch(line -> line.contains("\u001b"));
            }
        }
    }

    /** As Ctrl-C does. */
    private static void interrupt(String pid) {
        Commands.run(List.of("kill", "-INT", pid));
    }

    private static String childOf(ForkedProcess process) throws IOException {
        String pid = String.valueOf(process.pid());
        return Files.readString(Path.of("/proc", pid, "task", pid, "children")).trim();
    }

    private static ForkedProcess manyConnections(AgentFolder agent, int pairs) {
        ForkedProcess application = Launch.of(ManyConnections.class)
                .agent(agent.configure(KEEPALIVE))
                .arguments(String.valueOf(pairs))
                .start();
        agent.awaitStart();
        application.send("go").stdout().await("ready");
        return application;
    }

    private static Result onTerminal(List<String> command) {
        List<String> script = scriptOf("", command);
        return Command.of(script.get(0))
                .arguments(script.subList(1, script.size()))
                .run();
    }

    /** @param how a word of the shell before the command, or empty */
    private static List<String> scriptOf(String how, List<String> command) {
        return List.of(
                "env",
                "TERM=xterm",
                "script",
                "-qec",
                "stty rows 24 cols 80; " + how + " " + String.join(" ", command),
                "/dev/null");
    }

    private static JsonObject json(Result result) {
        assertThat(result.status()).isZero();
        return JsonParser.parseString(String.join("\n", result.stdout())).getAsJsonObject();
    }
}
