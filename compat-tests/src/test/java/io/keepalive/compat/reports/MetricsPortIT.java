// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.keepalive.compat.application.Idle;
import io.keepalive.compat.application.NamedHostConnections;
import io.keepalive.compat.application.OnDemand;
import io.keepalive.compat.application.Pool;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.network.FreePorts;
import io.keepalive.testkit.process.Command.Result;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics port is open to all, and no client can harm the application through it. */
@Tag("long")
class MetricsPortIT {

    private static final String KEEPALIVE = "keepalive: {idle: 41s, interval: 7s, count: 4}";
    private static final SocketOptions POLICY = new SocketOptions(1, 41, 7, 4, 0);

    /** Connections that the agent's server accepts at a time. */
    private static final int MOST = 10;
    /** Descriptors besides those connections. */
    private static final int FEW = 12;

    @TempDir
    private Path folder;

    private final int port = FreePorts.any();

    @Test
    void clientsCannotExhaustDescriptors() throws IOException {
        try (ForkedProcess application = Launch.of(Pool.class)
                        .through(List.of("sh", "-c", "ulimit -n 256; exec \"$0\" \"$@\""))
                        .agent("prometheus=:" + port)
                        .start();
                ServerSocket peer = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
                Scraper scraper = Scraper.of(port);
                MisbehavingClients clients = new MisbehavingClients(port)) {
            scraper.await(samples -> !samples.isEmpty());
            long before = sockets(application);
            clients.connectSilently(300);
            application.send("open own blocking 127.0.0.1 " + peer.getLocalPort() + " 100");
            application.stdout().await("done open own .*");
            assertThat(scraper.scrape()).isNotEmpty();
            assertThat(sockets(application)).isBetween(before + 99, before + 100 + MOST + FEW);
        }
    }

    /** All descriptors of the agent: jar, log, clock, listening socket, and those that the JDK opens for it. */
    @Test
    void theAgentTakesFewDescriptorsItself() throws IOException {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess without = Launch.of(Idle.class).start();
                ForkedProcess with = Launch.of(Idle.class)
                        .agent(agent.configure(KEEPALIVE) + ",prometheus=:" + port)
                        .start();
                Scraper scraper = Scraper.of(port);
                MisbehavingClients clients = new MisbehavingClients(port)) {
            without.stdout().await("ready");
            with.stdout().await("ready");
            agent.awaitStart();
            scraper.await(samples -> rounds(samples) > 2);
            assertThat(descriptors(with).count())
                    .isLessThanOrEqualTo(descriptors(without).count() + FEW);
            clients.connectSilently(100);
            assertThat(scraper.scrape()).isNotEmpty();
            assertThat(descriptors(with).count())
                    .isLessThanOrEqualTo(descriptors(without).count() + FEW + MOST);
        }
    }

    @Test
    void unfinishedRequestsDoNotDelayOtherClients() throws IOException {
        try (ForkedProcess application =
                        Launch.of(Idle.class).agent("prometheus=:" + port).start();
                Scraper scraper = Scraper.of(port);
                MisbehavingClients clients = new MisbehavingClients(port)) {
            scraper.await(samples -> !samples.isEmpty());
            long before = sockets(application);
            clients.sendPartOfRequest(40);
            assertThat(scraper.scrape()).isNotEmpty();
            clients.sendSlowly(20);
            int evicted = 0;
            for (int i = 0; i < 20; i++) {
                evicted += scraper.scrape().isEmpty() ? 1 : 0;
            }
            assertThat(evicted).as("scrapes between ten connects of others").isLessThanOrEqualTo(2);
            clients.disconnect();
            awaitSockets(application, before);
        }
    }

    /** The clients need not disconnect. */
    @Test
    void slowClientsAreDisconnected() throws IOException {
        try (ForkedProcess application =
                        Launch.of(Idle.class).agent("prometheus=:" + port).start();
                Scraper scraper = Scraper.of(port);
                MisbehavingClients clients = new MisbehavingClients(port)) {
            scraper.await(samples -> !samples.isEmpty());
            long before = sockets(application);
            clients.connectSilently(3);
            clients.sendPartOfRequest(3);
            clients.requestWithoutReading(3);
            clients.awaitDisconnected(6);
            awaitSockets(application, before);
            assertThat(scraper.scrape()).isNotEmpty();
        }
    }

    @Test
    void aRequestThatFillsTheHeapIsRefused() throws IOException {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(Idle.class)
                        .jvmOption("-Xmx32m")
                        .agent(agent.configure(KEEPALIVE) + ",prometheus=:" + port)
                        .start();
                Scraper scraper = Scraper.of(port);
                MisbehavingClients clients = new MisbehavingClients(port)) {
            scraper.await(samples -> !samples.isEmpty());
            String field = "x".repeat(23 << 20);
            assertThat(clients.ask("GET /metrics HTTP/1.1\r\nHost: " + field + "\r\n\r\n"))
                    .satisfiesAnyOf(
                            answer -> assertThat(answer).startsWith("HTTP/1.1 431 "),
                            answer -> assertThat(answer).isEmpty());
            assertThat(clients.ask("GET /" + field)).doesNotContain("200 OK");
            assertThat(scraper.scrape()).containsEntry("keepalive_agent_errors_total", 0.0);
            assertThat(agent.log().events("agent.error")).isEmpty();
            assertThat(application.stderr().lines(".*OutOfMemory.*")).isEmpty();
            assertThat(application.finish()).isZero();
        }
    }

    @Test
    void everyRequestIsAnswered() throws IOException {
        try (ForkedProcess application =
                        Launch.of(Idle.class).agent("prometheus=:" + port).start();
                Scraper scraper = Scraper.of(port);
                MisbehavingClients clients = new MisbehavingClients(port)) {
            scraper.await(samples -> !samples.isEmpty());
            for (String line : List.of(
                    "GET /metrics HTTP/1.1",
                    "GET /metrics?name=any HTTP/1.1",
                    "GET http://127.0.0.1/metrics HTTP/1.1",
                    "GET /metrics HTTP/1.0")) {
                assertThat(answer(clients, line))
                        .startsWith("HTTP/1.1 200 OK\r\n")
                        .contains("\nkeepalive_agent_errors_total 0.0\n");
            }
            assertThat(answer(clients, "HEAD /metrics HTTP/1.1"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .containsPattern("\r\nContent-Length: [1-9]\\d*\r\n")
                    .endsWith("\r\n\r\n");
            assertThat(answer(clients, "GET /metrics HTTP/1.1\r\nAccept: application/openmetrics-text;version=1.0.0"))
                    .contains("\r\nContent-Type: application/openmetrics-text; version=1.0.0;")
                    .endsWith("\n# EOF\n");
            assertThat(answer(clients, "GET / HTTP/1.1")).startsWith("HTTP/1.1 404 Not Found\r\n");
            assertThat(answer(clients, "POST /metrics HTTP/1.1"))
                    .startsWith("HTTP/1.1 405 Method Not Allowed\r\n")
                    .contains("\r\nAllow: GET, HEAD\r\n");
            assertThat(answer(clients, "GET /metrics")).startsWith("HTTP/1.1 400 Bad Request\r\n");
            assertThat(application.finish()).isZero();
        }
    }

    private static String answer(MisbehavingClients clients, String head) {
        String answer = clients.ask(head + "\r\nHost: test\r\n\r\n");
        assertThat(answer).contains("\r\nConnection: close\r\n");
        return answer;
    }

    @Test
    void metricsClientsAreNotApplicationConnections() throws IOException {
        AgentFolder agent = new AgentFolder(folder);
        try (MisbehavingClients clients = new MisbehavingClients(port);
                ForkedProcess application = Launch.of(OnDemand.class)
                        .agent(agent.configure(KEEPALIVE) + ",prometheus=:" + port)
                        .start();
                Scraper scraper = Scraper.of(port)) {
            clients.keepConnecting();
            agent.awaitStart();
            open(application, 8);
            awaitRounds(scraper);

            assertThat(connections(answered(scraper))).isEqualTo(16);
            String pid = String.valueOf(application.pid());
            JsonObject listed = json(Cli.done("connections", pid, "--json"));
            assertThat(listed.get("connections").getAsJsonArray())
                    .hasSize(16)
                    .noneMatch(connection -> localPort(connection.getAsJsonObject()) == port);
            assertThat(json(Cli.done("status", pid, "--json"))
                            .get("connections")
                            .getAsInt())
                    .isEqualTo(16);
            assertThat(Cli.done("detach", pid).stdout().get(0)).contains(": 16 open connections have");
            assertThat(reported(agent)).hasSize(16).noneMatch(event -> localPort(event) == port);
        }
    }

    /** The agent intercepts nothing yet, and no watcher runs. */
    @Test
    void metricsClientsOfModeOffAreNotApplicationConnections() throws IOException {
        AgentFolder agent = new AgentFolder(folder);
        String argument = agent.configure("mode: 'off'\n" + KEEPALIVE) + ",prometheus=:" + port;
        try (MisbehavingClients clients = new MisbehavingClients(port);
                ForkedProcess application =
                        Launch.of(OnDemand.class).agent(argument).start();
                Scraper scraper = Scraper.of(port)) {
            clients.keepConnecting();
            scraper.await(samples -> !samples.isEmpty());
            agent.configure("mode: enforce\n" + KEEPALIVE);
            agent.log().await("config.reloaded", 1);
            open(application, 1);
            awaitRounds(scraper);

            assertThat(connections(answered(scraper))).isEqualTo(2);
            assertThat(Cli.done("detach", String.valueOf(application.pid()))
                            .stdout()
                            .get(0))
                    .contains(": 2 open connections have");
            assertThat(reported(agent)).hasSize(2).noneMatch(event -> localPort(event) == port);
        }
    }

    /** On another address the connection is an ordinary one of the application. */
    @Test
    void theSamePortElsewhereIsTheApplications() {
        AgentFolder agent = new AgentFolder(folder);
        String blocking = "blocking:127.0.0.2:" + port;
        String nio = "nio:127.0.0.3:" + port;
        try (ForkedProcess application = Launch.of(NamedHostConnections.class)
                        .arguments(blocking, nio)
                        .agent(agent.configure(KEEPALIVE) + ",prometheus=:" + port)
                        .start();
                Scraper scraper = Scraper.of(port)) {
            agent.awaitStart();
            scraper.await(samples -> !samples.isEmpty());
            application.send("go").stdout().await("ready");
            for (String kind : List.of(blocking, nio)) {
                for (String role : List.of("connect", "accept")) {
                    assertThat(AnnouncedConnection.of(application, kind, role).awaitSettings(POLICY::equals))
                            .isEqualTo(POLICY);
                }
            }
            assertThat(connections(scraper.scrape())).isEqualTo(4);
        }
    }

    /** The same without interception. */
    @Test
    void theSamePortElsewhereIsAdopted() {
        AgentFolder agent = new AgentFolder(folder);
        String elsewhere = "nio:127.0.0.2:" + port;
        try (ForkedProcess application = Launch.of(NamedHostConnections.class)
                        .arguments(elsewhere)
                        .start();
                Scraper scraper = Scraper.of(port)) {
            application.send("go").stdout().await("ready");
            String configuration = agent.write(KEEPALIVE
                    + "\nreport: {prometheus: ':%d', log: {file: '%s', format: json, level: debug}}%n"
                            .formatted(port, agent.logFile()));
            Cli.done("attach", String.valueOf(application.pid()), configuration);
            scraper.await(samples -> connections(samples) == 2);
            assertThat(AnnouncedConnection.of(application, elsewhere, "accept").awaitSettings(POLICY::equals))
                    .isEqualTo(POLICY);
            assertThat(agent.log().events("connection.adopted"))
                    .filteredOn(event -> localPort(event) == port)
                    .singleElement()
                    .satisfies(event ->
                            assertThat(event.get("direction").getAsString()).isEqualTo("inbound"));
        }
    }

    private static void open(ForkedProcess application, int pairs) {
        for (int i = 0; i < pairs; i++) {
            application.send((i % 2 == 0 ? "nio " : "blocking ") + i);
            AnnouncedConnection.of(application, String.valueOf(i), "accept");
        }
    }

    /** Long enough for the watcher to read every connection. */
    private static void awaitRounds(Scraper scraper) {
        double rounds = rounds(answered(scraper));
        scraper.await(samples -> rounds(samples) >= rounds + 5);
    }

    /** The samples of the next scrape that is answered: the connection of a slow one may be evicted by those of others. */
    private static Map<String, Double> answered(Scraper scraper) {
        return scraper.await(samples -> !samples.isEmpty());
    }

    private static double rounds(Map<String, Double> samples) {
        return samples.getOrDefault("keepalive_watch_seconds_count", 0.0);
    }

    private static double connections(Map<String, Double> samples) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith("keepalive_connections{"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** One event for each end: where a hook runs late, the watcher adopts the end before it, and both may report it. */
    private static Collection<JsonObject> reported(AgentFolder agent) {
        return Stream.of("connection.opened", "connection.adopted")
                .flatMap(kind -> agent.log().events(kind).stream())
                .collect(Collectors.toMap(
                        event -> event.get("network.local.port") + " " + event.get("network.peer.port"),
                        event -> event,
                        (adopted, opened) -> adopted))
                .values();
    }

    private static int localPort(JsonObject facts) {
        return facts.get("network.local.port").getAsInt();
    }

    private static JsonObject json(Result result) {
        return JsonParser.parseString(String.join("\n", result.stdout())).getAsJsonObject();
    }

    /** Earlier, the connection of the previous scrape may still be open. */
    private static void awaitSockets(ForkedProcess application, long atMost) {
        assertThat(Await.read(() -> sockets(application), sockets -> sockets <= atMost))
                .isLessThanOrEqualTo(atMost);
    }

    private static long sockets(ForkedProcess application) {
        return descriptors(application)
                .filter(what -> what.startsWith("socket:"))
                .count();
    }

    /** The targets of the open descriptors of the application. */
    private static Stream<String> descriptors(ForkedProcess application) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", String.valueOf(application.pid()), "fd"))) {
            return descriptors.map(MetricsPortIT::target).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Empty for a descriptor that has just been closed. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closed) {
            return "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
