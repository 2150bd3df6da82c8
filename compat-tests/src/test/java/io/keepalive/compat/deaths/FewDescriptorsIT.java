// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.Idle;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Attachment;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import io.keepalive.testkit.process.Strace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that have no free file descriptor for some time, or only a few. */
@Tag("long")
class FewDescriptorsIT {

    /** More than one poll call takes. */
    private static final int MANY = 2_000;

    private static final int FEW = 256;

    private static final int TRIALS = 50;

    /** Long enough for several retries of the agent. */
    private static final Duration SOME_SECONDS = Duration.ofSeconds(4);

    @TempDir
    private Path folder;

    @Test
    void noDescriptorDuringStart() {
        AgentFolder agent = new AgentFolder(folder);
        try (FewDescriptorsScenario process = new FewDescriptorsScenario(agent, MANY).startWithAgent("take")) {
            assertStartsWhenThereAreSome(process, agent);
        }
    }

    /** @param thread the agent's thread at whose start the last descriptor is taken */
    @ParameterizedTest
    @ValueSource(strings = {"keepalive-agent", "keepalive-config", "keepalive-report"})
    void noDescriptorDuringAttach(String thread) {
        AgentFolder agent = new AgentFolder(folder);
        try (FewDescriptorsScenario process = new FewDescriptorsScenario(agent, MANY).start("wait")) {
            process.application().send("await " + thread);
            Attachment.of(process.application(), process.configuration());
            process.awaitDone("await " + thread);
            assertStartsWhenThereAreSome(process, agent);
        }
    }

    @Test
    void noDescriptorForSomeSeconds() {
        AgentFolder agent = new AgentFolder(folder);
        try (FewDescriptorsScenario process = new FewDescriptorsScenario(agent, MANY).startWithAgent("wait")) {
            agent.awaitStart();
            process.perform("take all");
            assertRefused(process);
            Await.pause(SOME_SECONDS);
            process.perform("give back");
            process.open();
            assertDeathsAreReported(process, agent, 2);
            assertThat(agent.log().events("config.rejected")).isEmpty();
            assertThat(agent.log().events("config.reloaded")).isEmpty();
        }
    }

    @Test
    void noDescriptorWhenThePeerDies() {
        AgentFolder agent = new AgentFolder(folder);
        try (FewDescriptorsScenario process = new FewDescriptorsScenario(agent, MANY).startWithAgent("wait")) {
            agent.awaitStart();
            process.perform("take all");
            process.silencePeer();
            JsonObject death = agent.log().await("peer.dead", 1).get(0);
            assertThat(death.get("cause").getAsString()).isEqualTo("keepalive_timeout");
            process.perform("give back");
            assertDeathsAreReported(process, agent, 1);
        }
    }

    @Test
    void fewDescriptorsFromTheStart() {
        AgentFolder agent = new AgentFolder(folder);
        try (FewDescriptorsScenario process = new FewDescriptorsScenario(agent, FEW).startWithAgent("wait")) {
            agent.awaitStart();
            process.open();
            assertDeathsAreReported(process, agent, 2);
            assertThat(agent.log().events("agent.error")).isEmpty();
        }
    }

    @Test
    void fewDescriptorsDuringAttach() {
        AgentFolder agent = new AgentFolder(folder);
        try (FewDescriptorsScenario process = new FewDescriptorsScenario(agent, FEW).start("wait")) {
            Attachment.of(process.application(), process.configuration());
            agent.log().await("connection.adopted", 1);
            process.open();
            assertDeathsAreReported(process, agent, 2);
            assertThat(agent.log().events("agent.error")).isEmpty();
        }
    }

    /** Descriptors can become free between the agent's attempt to open its configuration and its look for them. */
    @Test
    void configurationIsRefusedThoughThereAreDescriptors() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = refused(agent, "1..2")) {
            application.stdout().await("ready");
            agent.awaitStart();
        }
    }

    @Test
    void configurationIsRefusedForEver() {
        try (ForkedProcess application = refused(new AgentFolder(folder), "1+")) {
            application.stdout().await("ready");
            application.stderr().await(".* config rejected: .*: cannot be read: .*Too many open files.*");
            application.stderr().await(".* disabled: the configuration is invalid, .*");
        }
    }

    /** @param times which attempts of a thread to open the configuration fail, see {@link Strace#refusal} */
    private static ForkedProcess refused(AgentFolder agent, String times) {
        String configuration = agent.configure("mode: enforce");
        return Launch.of(Idle.class)
                .through(Strace.refusal(Path.of(configuration), times))
                .agent(configuration)
                .start();
    }

    private static void assertStartsWhenThereAreSome(FewDescriptorsScenario process, AgentFolder agent) {
        assertRefused(process);
        Await.pause(SOME_SECONDS);
        assertThat(process.perform("give back")).isNotEqualTo("0");
        assertThat(Await.until(() -> reportsStart(process, agent)))
                .as("reports its start")
                .isTrue();
        assertJdkIsUsable(process);
        process.open();
        assertDeathsAreReported(process, agent, 2);
    }

    /** An agent that starts before the last descriptor is taken finds none for its log, and reports on standard error. */
    private static boolean reportsStart(FewDescriptorsScenario process, AgentFolder agent) {
        return Files.exists(agent.logFile())
                        && !agent.log().events("agent.started").isEmpty()
                || process.application().stderr().lines().stream().anyMatch(line -> line.contains("\"agent.started\""));
    }

    /** The application behaves as without the agent. Descriptors that are closed are taken a moment later. */
    private static void assertRefused(FewDescriptorsScenario process) {
        assertThat(IntStream.range(0, TRIALS).mapToObj(process::tryToOpen))
                .anyMatch(result -> result.endsWith("Exception: Too many open files"));
    }

    /** What the JDK failed to open for the agent can be opened later. */
    private static void assertJdkIsUsable(FewDescriptorsScenario process) {
        assertThat(process.perform("use jdk")).isEqualTo("good");
    }

    /** Silences the peer. The application reads what it would read without the agent. */
    private static void assertDeathsAreReported(FewDescriptorsScenario process, AgentFolder agent, int connections) {
        process.silencePeer();
        for (JsonObject death : agent.log().await("peer.dead", connections)) {
            assertThat(death.get("cause").getAsString()).isEqualTo("keepalive_timeout");
            assertThat(death.get("detected.by").getAsString()).isEqualTo("watch");
        }
        JsonObject status = process.status();
        assertThat(status.get("agent").getAsString()).isEqualTo("running");
        assertThat(status.get("mode").getAsString()).isEqualTo("enforce");
        assertThat(status.get("connections").getAsInt()).isEqualTo(connections);
        assertThat(status.get("peers.dead").getAsInt()).isEqualTo(connections);
        assertThat(process.perform("read all").split(", "))
                .hasSize(connections)
                .allMatch(result -> result.contains("Connection timed out"));
    }
}
