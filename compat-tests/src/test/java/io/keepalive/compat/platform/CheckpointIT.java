// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.AgentJar;
import io.keepalive.testkit.jvm.Attachment;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checkpoints of a JVM with CRaC. No such JDK is at hand, so the interface is that of these tests, see {@link
 * CheckpointScenario}.
 */
class CheckpointIT {

    /** For which the interface of the tests is compiled. */
    private static final int FIRST_JDK = 17;

    private static final int COUNT = 3;

    /** So that the kernel gives a peer up later than the watcher suspects it, and sooner than after {@link #LONG}. */
    private static final int LATER_COUNT = 10;

    private static final String PAUSED = "paused for a checkpoint";
    private static final String RESUMED = "resumed after a checkpoint";

    /** Longer than a call of a part of the agent may take before it counts as hung. */
    private static final Duration LONG = Duration.ofSeconds(13);

    @TempDir
    private Path folder;

    @BeforeEach
    void requireJdk() {
        assumeTrue(Jdk.underTest().feature() >= FIRST_JDK);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theApplicationIsRestoredAndTheAgentGoesOn(boolean isAttached) {
        try (CheckpointScenario scenario = new CheckpointScenario(folder, COUNT)) {
            start(scenario, isAttached);
            scenario.open("before");
            scenario.awaitMetrics();
            scenario.close("before");
            scenario.beginCheckpoint();
            whileStopped(scenario.application(), LONG);
            assertThat(scenario.restore()).isEqualTo("restored");
            scenario.open("after");
            scenario.awaitMetrics();
            assertThat(scenario.status()).contains("enforce");
            scenario.network().silencePeer();
            assertThat(scenario.agent().log().await("peer.dead", 1)).hasSize(1);
            assertThat(scenario.messages("agent.notice")).hasSize(2);
            assertThat(scenario.messages("agent.notice").get(0)).startsWith(PAUSED);
            assertThat(scenario.messages("agent.notice").get(1)).startsWith(RESUMED);
            assertThat(scenario.agent().log().events("agent.error")).isEmpty();
        }
    }

    private static void start(CheckpointScenario scenario, boolean isAttached) {
        if (isAttached) {
            scenario.start();
            Attachment.of(scenario.application(), scenario.argument());
            scenario.agent().awaitStart();
        } else {
            scenario.startWithAgent(Path.of(AgentJar.path()));
        }
    }

    /** As a process is of which only the image exists: no thread runs, and the clocks go on. */
    private static void whileStopped(ForkedProcess application, Duration time) {
        application.suspend();
        Await.pause(time);
        application.resume();
    }

    /** A connection that the application has not closed prevents the checkpoint, with the agent as without it. */
    @Test
    void aCheckpointThatFailsChangesNothing() {
        try (CheckpointScenario scenario = new CheckpointScenario(folder, COUNT)) {
            scenario.startWithAgent(Path.of(AgentJar.path()));
            scenario.open("open");
            scenario.awaitMetrics();
            scenario.beginCheckpoint();
            assertThat(scenario.restore()).containsOnlyOnce("FD fd=").contains("path=socket:[");
            scenario.awaitMessages("agent.notice", message -> message.startsWith(RESUMED + " of this JVM (CRaC): 1 "));
            scenario.awaitMetrics();
            scenario.close("open");
            scenario.agent().log().await("connection.closed", 1);
            scenario.beginCheckpoint();
            assertThat(scenario.restore()).isEqualTo("restored");
            scenario.awaitMessages("agent.notice", message -> message.startsWith(RESUMED + " of this JVM (CRaC): 0 "));
            assertThat(scenario.agent().log().events("peer.dead")).isEmpty();
            assertThat(scenario.agent().log().events("agent.error")).isEmpty();
        }
    }

    /** The kernel would have given up the peer during the pause. */
    @Test
    void aConnectionThatEndsWithTheCheckpointHasNoDeadPeer() {
        try (CheckpointScenario scenario = new CheckpointScenario(folder, LATER_COUNT).closingSockets()) {
            scenario.startWithAgent(Path.of(AgentJar.path()));
            scenario.open("silent");
            scenario.network().silencePeer();
            scenario.agent().log().await("peer.suspect", 1);
            scenario.beginCheckpoint();
            whileStopped(scenario.application(), LONG);
            assertThat(scenario.restore()).isEqualTo("restored");
            scenario.agent().log().await("connection.closed", 1);
            scenario.awaitMessages("agent.notice", message -> message.endsWith(", 1 that was open before has ended"));
            assertThat(scenario.agent().log().events("peer.dead")).isEmpty();
        }
    }

    @Test
    void anAgentThatIsDetachedTakesNoPartInCheckpoints() {
        try (CheckpointScenario scenario = new CheckpointScenario(folder, COUNT)) {
            scenario.startWithAgent(Path.of(AgentJar.path()));
            Cli.done("detach", String.valueOf(scenario.application().pid()));
            scenario.beginCheckpoint();
            assertThat(scenario.restore()).isEqualTo("restored");
            assertThat(scenario.messages("agent.notice")).isEmpty();
            Attachment.of(scenario.application(), scenario.argument());
            scenario.agent().log().await("agent.started", 2);
            scenario.beginCheckpoint();
            assertThat(scenario.restore()).isEqualTo("restored");
            assertThat(scenario.awaitMessages("agent.notice", message -> message.startsWith(RESUMED)))
                    .hasSize(2);
        }
    }

    @Test
    void anAgentThatIsOffTakesPart() {
        try (CheckpointScenario scenario = new CheckpointScenario(folder, COUNT)) {
            scenario.startWith("mode: off");
            scenario.agent().log().await("agent.disabled", 1);
            scenario.beginCheckpoint();
            assertThat(scenario.restore()).isEqualTo("restored");
            scenario.awaitMessages("agent.notice", message -> message.startsWith(RESUMED));
        }
    }

    @Test
    void anAgentThatIsKilledHasNothingOpen() {
        try (CheckpointScenario scenario = new CheckpointScenario(folder, COUNT)) {
            scenario.startWith("", "-Dkeepalive.mode=off");
            scenario.application().stderr().await(".*mode=off.*");
            // The agent's thread ends after that line.
            assertThat(Await.until(() -> isTaken(scenario))).isTrue();
        }
    }

    private static boolean isTaken(CheckpointScenario scenario) {
        scenario.beginCheckpoint();
        return scenario.restore().equals("restored");
    }

    /** As on another machine, where the jar has another place. */
    @Test
    void theAgentGoesOnWithoutItsJar() throws IOException {
        Path jar = Files.copy(Path.of(AgentJar.path()), folder.resolve("agent.jar"));
        try (CheckpointScenario scenario = new CheckpointScenario(folder, COUNT)) {
            scenario.startWithAgent(jar);
            scenario.beginCheckpoint();
            Files.delete(jar);
            assertThat(scenario.restore()).isEqualTo("restored");
            scenario.awaitMessages("agent.notice", message -> message.startsWith("resumed after a checkpoint"));
            scenario.open("after");
            scenario.awaitMetrics();
            assertThat(scenario.status()).contains("enforce");
            scenario.close("after");
            scenario.beginCheckpoint();
            assertThat(scenario.restore()).isEqualTo("restored");
            scenario.open("later");
            scenario.network().silencePeer();
            scenario.agent().log().await("peer.dead", 1);
        }
    }

    /** What a pause needs of the jar was loaded at the start, even where the copy of the classes came too late. */
    @Test
    void theAgentIsPausedAfterItsJarWasOverwritten() throws IOException {
        Path jar = Files.copy(Path.of(AgentJar.path()), folder.resolve("agent.jar"));
        try (CheckpointScenario scenario = new CheckpointScenario(folder, COUNT)) {
            scenario.startWithAgent(jar);
            Files.write(jar, new byte[(int) Files.size(jar)]);
            scenario.beginCheckpoint();
            scenario.restore();
            scenario.awaitMessages("agent.notice", message -> message.startsWith(RESUMED));
            assertThat(scenario.messages("agent.notice").get(0)).startsWith(PAUSED);
        }
    }

    /** The command line and the agent share an open file. */
    @Test
    void aCommandThatWatchesTheConnectionsPreventsNone() {
        try (CheckpointScenario scenario = new CheckpointScenario(folder, COUNT)) {
            scenario.startWithAgent(Path.of(AgentJar.path()));
            try (ForkedProcess watch = ForkedProcess.start("watch", new ProcessBuilder(watch(scenario)))) {
                watch.stdout().await(".*LOCAL.*|.*no open connection.*");
                scenario.beginCheckpoint();
                assertThat(scenario.restore()).isEqualTo("restored");
            }
        }
    }

    private static List<String> watch(CheckpointScenario scenario) {
        String pid = String.valueOf(scenario.application().pid());
        return Cli.words(Jdk.underTest(), "connections", pid, "--watch");
    }
}
