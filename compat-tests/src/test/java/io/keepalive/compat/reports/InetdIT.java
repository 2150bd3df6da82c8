// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.PlainApplication;
import io.keepalive.compat.application.PrecedingAgent;
import io.keepalive.compat.deaths.IdleConnectionScenario;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.AgentThreads;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.jvm.OtherAgent;
import io.keepalive.testkit.kernel.KernelThreads;
import io.keepalive.testkit.network.Inetd;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output to standard error where that is a socket: none to a client, all to the journal. */
class InetdIT {

    private static final String[] OF_THE_APPLICATION = {
        "started with []", "a complaint of the application itself", "received 42"
    };

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"inet", "unix"})
    void agentWritesNothingToTheClient(String family) {
        try (ForkedProcess application = served(family).agent("log.level=debug").start()) {
            awaitAgent(application);
            assertClientReads(application);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"inet", "unix"})
    void failedStartWritesNothingToTheClient(String family) {
        String wrong = new AgentFolder(folder).write("mode: nonsense");
        try (ForkedProcess application = served(family).agent(wrong).start()) {
            assertClientReads(application);
        }
    }

    @Test
    void modeOffWritesNothingToTheClient() {
        try (ForkedProcess application = served("inet").agent("mode=off").start()) {
            application.stdout().await("a complaint of .*");
            assertThat(AgentThreads.awaitNone(application)).isEmpty();
            assertClientReads(application);
        }
    }

    @Test
    void secondStartWritesNothingToTheClient() {
        try (ForkedProcess application = served("inet").agent("").agent("").start()) {
            awaitAgent(application);
            assertClientReads(application);
        }
    }

    @Test
    void unwritableLogWritesNothingToTheClient() {
        try (ForkedProcess application =
                served("inet").agent("log.file=" + folder).start()) {
            awaitAgent(application);
            assertClientReads(application);
        }
    }

    /** The message comes from a thread that main starts before the agent is ready. */
    @Test
    void lateStartWritesNothingToTheClient() {
        Launch launch = Launch.of(PrecedingAgent.class)
                .through(Inetd.allStreams("inet"))
                .jvmOption(OtherAgent.option(folder, PrecedingAgent.class) + "=keep")
                .agent("start=wait");
        try (ForkedProcess application = launch.start()) {
            application.stdout().await("interrupted false");
            for (int i = 0; i < 300 && isSpeaking(application); i++) {
                Await.pause(Duration.ofMillis(200));
            }
            assertThat(isSpeaking(application)).isFalse();
            assertThat(KernelThreads.names(application)).contains("keepalive-agent");
            application.send("go").stdout().await("received 42");
            if (!Jdk.underTest().exitWaitsForTransformers()) {
                assertThat(application.exitStatus()).isEqualTo(PlainApplication.STATUS);
            }
            assertThat(application.stdout().lines()).containsExactly("interrupted false", "received 42");
        }
    }

    private static boolean isSpeaking(ForkedProcess application) {
        return KernelThreads.names(application).contains("keepalive-start");
    }

    @Test
    void theLogFileSaysSo() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application =
                served("inet").agent(agent.configure("mode: enforce")).start()) {
            agent.awaitStart();
            assertThat(agent.log().await("agent.error", 1).get(0).get("message").getAsString())
                    .startsWith("standard error is the connection of a client");
            assertClientReads(application);
        }
    }

    /** One socket with three descriptors. */
    @Test
    void standardInputOutputAndErrorAreOneConnection() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(Asleep.class)
                .through(Inetd.allStreams("inet"))
                .agent(agent.configure("watch: {every: 100ms}"))
                .start()) {
            agent.awaitStart();
            agent.log().await("connection.adopted", 1);
            IdleConnectionScenario.awaitRounds(2);
            application.send("abort");
            agent.log().await("peer.dead", 1);
            IdleConnectionScenario.awaitRounds(4);
            assertThat(agent.log().events("peer.dead")).hasSize(1);
            assertThat(agent.log().events("connection.adopted")).hasSize(1);
            assertThat(agent.log().events("connection.closed")).isEmpty();
        }
    }

    @Test
    void theJournalGetsTheLog() {
        try (ForkedProcess application = Launch.of(PlainApplication.class)
                .through(Inetd.journal())
                .agent("")
                .start()) {
            application.stdout().await(".* INFO  \\[keepalive] started: .*");
            assertThat(application.send("go").exitStatus()).isEqualTo(PlainApplication.STATUS);
            assertThat(application.stdout().lines()).contains(OF_THE_APPLICATION);
        }
    }

    private static Launch served(String family) {
        Launch launch = Launch.of(PlainApplication.class).through(Inetd.allStreams(family));
        // The JVM itself would warn the client that the command line has loaded an agent (JEP 451).
        return Jdk.underTest().feature() < 21 ? launch : launch.jvmOption("-XX:+EnableDynamicAgentLoading");
    }

    /** Uses the command line, since it prints nothing. */
    private static void awaitAgent(ForkedProcess application) {
        application.stdout().await("a complaint of .*");
        String pid = String.valueOf(application.pid());
        for (int i = 0; i < 300 && Cli.run("status", pid).status() != 0; i++) {
            Await.pause(Duration.ofMillis(200));
        }
        Cli.done("status", pid);
    }

    private static void assertClientReads(ForkedProcess application) {
        assertThat(application.send("go").exitStatus()).isEqualTo(PlainApplication.STATUS);
        assertThat(application.stdout().lines()).containsExactly(OF_THE_APPLICATION);
        assertThat(application.stderr().lines()).isEmpty();
    }
}
