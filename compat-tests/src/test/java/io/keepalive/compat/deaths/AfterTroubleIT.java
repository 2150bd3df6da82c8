// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.reports.Scraper;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.process.Command.Result;
import io.keepalive.testkit.process.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/** After any failure in the application or the agent, deaths are reported and the agent answers commands. */
@Tag("long")
class AfterTroubleIT {

    private static final String QUICK = "keepalive: {idle: 2s, interval: 1s, count: 3}";

    private static final List<String> LITTLE_MEMORY = List.of("env", "JAVA_TOOL_OPTIONS=-Xmx48m");

    /** Ports on a host of the test, where all are free. */
    private static final int METRICS_PORT = 9_110;

    @TempDir
    private Path folder;

    private AgentFolder agent;

    @BeforeEach
    void useFolder() {
        agent = new AgentFolder(folder);
    }

    @Test
    void heapWasFull() {
        try (IdleConnectionScenario scenario = IdleConnectionScenario.begin(agent, QUICK, "drain", LITTLE_MEMORY)) {
            scenario.open("older");
            induce(scenario, "heap 5000");
            assertAgentWorks(scenario);
        }
    }

    /** By then the agent would have reported them. */
    @Test
    void peersDiedWhileTheHeapWasFull() {
        try (IdleConnectionScenario scenario = IdleConnectionScenario.begin(agent, QUICK, "drain", LITTLE_MEMORY)) {
            for (int i = 0; i < 5; i++) {
                scenario.open("line" + i);
            }
            scenario.network().silencePeer();
            induce(scenario, "heap 12000");
            assertThat(agent.log().await("peer.dead", 5)).hasSize(5);
            assertThat(status(scenario)).anyMatch(line -> line.contains("5 dead since the start"));
        }
    }

    @Test
    void threadsWereInterrupted() {
        List<String> withMetrics = List.of("env", "KEEPALIVE_PROMETHEUS=127.0.0.1:" + METRICS_PORT);
        try (IdleConnectionScenario scenario = IdleConnectionScenario.begin(agent, QUICK, "drain", withMetrics);
                Scraper scraper = Scraper.of(METRICS_PORT, scenario)) {
            scenario.open("older");
            scraper.await(samples -> !samples.isEmpty());
            scenario.application().send("trouble interrupt 200");
            for (int i = 0; i < 20; i++) {
                scraper.await(samples -> !samples.isEmpty());
            }
            scenario.application().stdout().await("done trouble .*");
            assertAgentWorks(scenario);
            scraper.await(samples -> !samples.isEmpty());
        }
    }

    /** Begins in the first statement of main, when the agent may still be reading its configuration. */
    @Test
    void threadsWereInterruptedDuringStart() {
        try (IdleConnectionScenario scenario =
                IdleConnectionScenario.beginWithFailure(agent, QUICK, "interrupt 100", List.of())) {
            agent.awaitStart();
            scenario.open("older");
            assertAgentWorks(scenario);
        }
    }

    /**
     * A class of the JDK that is first used then may fail for the whole JVM, and the agent with it, which it reports.
     * Where it has started, it works.
     */
    @Test
    @DisabledIf("losesJdkClasses")
    void heapWasFullDuringStart() {
        try (IdleConnectionScenario scenario =
                IdleConnectionScenario.beginWithFailure(agent, QUICK, "heap 5000", LITTLE_MEMORY)) {
            for (int i = 0; i < 240 && !hasStarted() && !reportsDisabled(scenario); i++) {
                Await.pause(Duration.ofMillis(500));
            }
            assertThat(hasStarted() || reportsDisabled(scenario))
                    .as("said that it has started, or why it has not")
                    .isTrue();
            if (hasStarted() && agent.log().events("agent.error").isEmpty()) {
                scenario.open("older");
                assertAgentWorks(scenario);
            }
        }
    }

    private boolean hasStarted() {
        return Files.exists(agent.logFile())
                && !agent.log().events("agent.started").isEmpty();
    }

    private boolean reportsDisabled(IdleConnectionScenario scenario) {
        return Files.exists(agent.logFile())
                        && !agent.log().events("agent.disabled").isEmpty()
                || scenario.application().stderr().lines().stream().anyMatch(line -> line.contains("agent disabled"));
    }

    @Test
    void threadsWereStopped() {
        try (IdleConnectionScenario scenario = IdleConnectionScenario.begin(agent, QUICK, "drain")) {
            scenario.open("older");
            induce(scenario, "stop 3");
            assertAgentWorks(scenario);
        }
    }

    @Test
    void modeWasOff() {
        try (IdleConnectionScenario scenario = IdleConnectionScenario.begin(agent, QUICK, "drain")) {
            scenario.open("older");
            agent.configure(QUICK + "\nmode: off");
            agent.log().await("config.reloaded", 1);
            agent.configure(QUICK);
            agent.log().await("config.reloaded", 2);
            assertAgentWorks(scenario);
        }
    }

    @Test
    void logWasRenamed() throws IOException {
        try (IdleConnectionScenario scenario = IdleConnectionScenario.begin(agent, QUICK, "drain")) {
            scenario.open("older");
            Files.move(agent.logFile(), folder.resolve("keepalive.log.1"));
            assertAgentWorks(scenario);
        }
    }

    @Test
    void configurationWasANamedPipe() throws IOException {
        try (IdleConnectionScenario scenario = IdleConnectionScenario.begin(agent, QUICK, "drain")) {
            scenario.open("older");
            Path pipe = folder.resolve("pipe");
            Commands.run(List.of("mkfifo", pipe.toString()));
            Path file = folder.resolve("keepalive.yaml");
            Files.move(pipe, file, StandardCopyOption.REPLACE_EXISTING);
            agent.log().await("config.rejected", 1);
            Files.delete(file);
            agent.configure(QUICK.replace("2s", "3s"));
            agent.log().await("config.reloaded", 1);
            assertAgentWorks(scenario);
        }
    }

    /**
     * On Java 8, the first lambda that is created while the heap is full makes the classes of the JDK for lambdas fail
     * for the whole JVM: neither the agent nor the application could go on.
     */
    static boolean losesJdkClasses() {
        return Jdk.underTest().feature() == 8;
    }

    private static void induce(IdleConnectionScenario scenario, String failure) {
        scenario.application().send("trouble " + failure).stdout().await("done trouble .*");
    }

    /** Deaths of connections from before and after the failure are reported. */
    private void assertAgentWorks(IdleConnectionScenario scenario) {
        scenario.open("younger");
        assertThat(status(scenario))
                .anyMatch(line -> line.contains("mode=enforce"))
                .anyMatch(line -> line.startsWith("connections    2 open"));
        scenario.network().silencePeer();
        agent.log().await("peer.dead", 2);
        assertThat(status(scenario)).anyMatch(line -> line.contains("2 dead since the start"));
    }

    private static List<String> status(IdleConnectionScenario scenario) {
        Result status = Cli.run("status", String.valueOf(scenario.application().pid()));
        assertThat(status.status()).as("%s", status).isZero();
        return status.stdout();
    }
}
