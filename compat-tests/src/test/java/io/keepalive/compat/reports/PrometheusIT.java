// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.Idle;
import io.keepalive.compat.application.ManyConnections;
import io.keepalive.compat.application.OwnLogManager;
import io.keepalive.compat.application.PlainApplication;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.network.FreePorts;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus scrapes. */
class PrometheusIT {

    private static final int PAIRS = 5_000;

    @TempDir
    private Path folder;

    private final int port = FreePorts.any();

    @Test
    void countsTheApplicationsConnectionsAndNotItsOwn() {
        AgentFolder agent = new AgentFolder(folder);
        String argument = agent.configure("rules: [{name: loop, match: {direction: outbound, remote: loopback}}]");
        try (ForkedProcess application = Launch.of(ManyConnections.class)
                        .arguments(String.valueOf(PAIRS))
                        .agent(argument + ",log.level=info,prometheus=:" + port)
                        .start();
                Scraper scraper = Scraper.of(port)) {
            agent.awaitStart();
            Map<String, Double> before = scraper.await(samples -> !samples.isEmpty());
            assertThat(before)
                    .containsEntry("keepalive_peers_suspect", 0.0)
                    .containsEntry("keepalive_peers_stalled", 0.0);
            assertThat(before.keySet()).noneMatch(sample -> sample.startsWith("keepalive_connections{"));

            application.send("go");
            String outbound = "keepalive_connections{direction=\"outbound\",rule=\"loop\"}";
            String inbound = "keepalive_connections{direction=\"inbound\",rule=\"default\"}";
            Map<String, Double> samples = scraper.await(now -> now.getOrDefault(outbound, 0.0) == PAIRS
                    && now.getOrDefault(inbound, 0.0) == PAIRS
                    && opened(now, "outbound") == PAIRS
                    && opened(now, "inbound") == PAIRS
                    && now.getOrDefault("keepalive_watch_seconds_count", 0.0) > 0);

            assertThat(opened(samples, "outbound")).isEqualTo(PAIRS);
            assertThat(opened(samples, "inbound")).isEqualTo(PAIRS);
            assertThat(samples).containsEntry("keepalive_agent_errors_total", 0.0);
            assertThat(samples.keySet()).noneMatch(sample -> sample.contains("127.0.0.1"));
            assertThat(samples.keySet())
                    .filteredOn(sample -> sample.startsWith("keepalive_connections{"))
                    .containsExactlyInAnyOrder(outbound, inbound);
            assertThat(names(samples)).hasSize(10);
        }
    }

    private static double opened(Map<String, Double> samples, String direction) {
        return samples.get("keepalive_connections_opened_total{direction=\"" + direction + "\",via=\"intercepted\"}")
                + samples.get("keepalive_connections_opened_total{direction=\"" + direction + "\",via=\"adopted\"}");
    }

    private static Set<String> names(Map<String, Double> samples) {
        Set<String> names = new TreeSet<>();
        samples.keySet().forEach(sample -> names.add(sample.replaceFirst("\\{.*", "")));
        return names;
    }

    @Test
    void movesWithTheConfigurationAndGoesWithIt() {
        int other = FreePorts.any();
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(Idle.class)
                        .agent(agent.write(withEndpoint(agent, "127.0.0.1:" + port)))
                        .start();
                Scraper first = Scraper.of(port);
                Scraper second = Scraper.of(other)) {
            agent.awaitStart();
            first.await(samples -> !samples.isEmpty());
            agent.write(withEndpoint(agent, "127.0.0.1:" + other));
            second.await(
                    samples -> samples.getOrDefault("keepalive_config_reloads_total{result=\"reloaded\"}", 0.0) == 1);
            first.await(Map::isEmpty);
            agent.write(withEndpoint(agent, "nowhere"));
            second.await(
                    samples -> samples.getOrDefault("keepalive_config_reloads_total{result=\"rejected\"}", 0.0) == 1);
            agent.write(withEndpoint(agent, "off"));
            second.await(Map::isEmpty);
            assertThat(application.finish()).isZero();
        }
    }

    private static String withEndpoint(AgentFolder agent, String address) {
        return "report: {prometheus: '%s', log: {file: '%s', format: json}}%n".formatted(address, agent.logFile());
    }

    @Test
    void saysThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
                ForkedProcess application = Launch.of(PlainApplication.class)
                        .agent("prometheus=127.0.0.1:" + port)
                        .start()) {
            application
                    .stderr()
                    .await(".*metrics cannot be served on 127.0.0.1:" + port + " \\(Address already in use.*");
            application.stderr().await(".*\\[keepalive] started: .*");
            application.send("go");
            assertThat(application.exitStatus()).isEqualTo(PlainApplication.STATUS);
            assertThat(application.stderr().lines(".* \\[keepalive] .*")).hasSize(2);
            assertThat(taken.isBound()).isTrue();
        }
    }

    @Test
    @DisabledIf("hasNoModules")
    void servesWithNothingOfTheJdkButItsBase() {
        try (ForkedProcess application = Launch.of(Idle.class)
                        .jvmOption("--limit-modules=java.base,java.instrument")
                        .agent("prometheus=:" + port)
                        .start();
                Scraper scraper = Scraper.of(port)) {
            scraper.await(samples -> !samples.isEmpty());
            assertThat(application.finish()).isZero();
            assertThat(application.stderr().lines(".*(agent error|agent limited).*"))
                    .isEmpty();
        }
    }

    static boolean hasNoModules() {
        return Jdk.underTest().feature() < 9;
    }

    /** Settings of the application's own metrics, which must not affect the agent's. */
    @Test
    void readsNothingOfTheApplicationsOwnMetrics() {
        try (ForkedProcess application = Launch.of(Idle.class)
                        .environment("IO_PROMETHEUS_EXPORTER_HTTP_SERVER_PORT", "1")
                        .environment("PROMETHEUS_CONFIG", folder.resolve("none").toString())
                        .agent("prometheus=127.0.0.1:" + port)
                        .start();
                Scraper scraper = Scraper.of(port)) {
            scraper.await(samples -> !samples.isEmpty());
            assertThat(application.finish()).isZero();
            assertThat(application.stderr().lines(".*(agent error|agent limited).*"))
                    .isEmpty();
        }
    }

    /** Before or after a slow application has chosen its log manager: serving does not depend on it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Djava.util.logging.manager=io.keepalive.compat.application.OwnLogManager$Manager",
                "-Dnone.chosen=yet"
            })
    void leavesLoggingToAHostThatHasALogManagerOfItsOwn(String choice) {
        try (ForkedProcess application = Launch.of(OwnLogManager.class)
                        .jvmOption(choice)
                        .jvmOption("-Down.delay.seconds=8")
                        .agent("prometheus=127.0.0.1:" + port)
                        .start();
                Scraper scraper = Scraper.of(port)) {
            scraper.await(samples -> !samples.isEmpty());
            application.stdout().await("log manager .*OwnLogManager\\$Manager asked too early false");
            application.send("go");
            assertThat(application.exitStatus()).isEqualTo(PlainApplication.STATUS);
        }
    }

    /** An application that has chosen one is not asked for channels either. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Dnone.chosen=yet",
                "-Djava.nio.channels.spi.SelectorProvider=io.keepalive.compat.reports.OwnSelectorProvider$Provider"
            })
    void leavesTheChoiceOfASelectorProviderToTheHost(String choice) {
        try (ForkedProcess application = Launch.of(OwnSelectorProvider.class)
                        .jvmOption(choice)
                        .agent("prometheus=127.0.0.1:" + port)
                        .start();
                Scraper scraper = Scraper.of(port)) {
            scraper.await(samples -> !samples.isEmpty());
            application.send("go").stdout().await("provider .*OwnSelectorProvider\\$Provider");
            assertThat(scraper.scrape()).isNotEmpty();
            assertThat(application.finish()).isZero();
        }
    }
}
