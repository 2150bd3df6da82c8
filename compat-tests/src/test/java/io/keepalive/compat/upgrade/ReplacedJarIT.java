// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.Pool;
import io.keepalive.compat.coexistence.Delayer;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.OtherVersion;
import io.keepalive.testkit.jvm.AgentJar;
import io.keepalive.testkit.jvm.Attachment;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.jvm.OtherAgent;
import io.keepalive.testkit.process.Command;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another build is renamed onto the jar, as package managers do it, while a JVM runs with the agent. */
class ReplacedJarIT {

    @TempDir
    private Path folder;

    @Test
    void theRunningAgentGoesOnAndTheNextStartHasTheOther() throws IOException {
        try (JarScenario scenario = new JarScenario(folder)) {
            replace(scenario.jar(), OtherVersion.in(folder, "99.9"));
            scenario.assertDeathIsReported();
            assertThat(commandOfTheOther(scenario, "status").stdout().get(0))
                    .startsWith("keepalive-agent ")
                    .doesNotContain("99.9");
            assertThat(commandOfTheOther(scenario, "connections").status()).isZero();
            assertThat(commandOfTheOther(scenario, "reload").status()).isZero();
            Command.Result attach = commandOfTheOther(scenario, "attach");
            assertThat(attach.status()).isEqualTo(2);
            assertThat(attach.stderr())
                    .singleElement()
                    .asString()
                    .contains(" is already loaded")
                    .endsWith("; 99.9 cannot replace it until this JVM restarts");
            assertThat(scenario.agent().log().events("agent.error")).isEmpty();
            assertThat(scenario.errors()).isEmpty();
            scenario.assertEnds();
        }
        assertStartsWith(folder.resolve("copy.jar"), "99.9");
    }

    /** The classes of the first build that stay in the JVM never meet those of another one, whatever its version. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void afterADetachTheOtherIsRefused(boolean sameVersion) throws IOException {
        try (JarScenario scenario = new JarScenario(folder)) {
            replace(scenario.jar(), sameVersion ? OtherVersion.sameIn(folder) : OtherVersion.in(folder, "99.9"));
            assertThat(commandOfTheOther(scenario, "detach").status()).isZero();
            assertThat(commandOfTheOther(scenario, "status").status()).isEqualTo(3);
            for (int i = 0; i < 2; i++) {
                Command.Result attach = commandOfTheOther(scenario, "attach");
                assertThat(attach.status()).isEqualTo(2);
                assertThat(attach.stderr())
                        .singleElement()
                        .asString()
                        .matches("this JVM has loaded keepalive-agent \\S+ and keeps that build until it ends, but "
                                + scenario.jar() + " is not that build any more: restart the JVM to upgrade");
            }
            assertThat(scenario.errors()).isEmpty();
            scenario.assertEnds();
        }
    }

    /** As by a tool that loads agents, which has no place for a reply. */
    @Test
    void itIsRefusedOnStandardErrorToo() throws IOException {
        try (JarScenario scenario = new JarScenario(folder)) {
            replace(scenario.jar(), OtherVersion.in(folder, "99.9"));
            assertThat(commandOfTheOther(scenario, "detach").status()).isZero();
            Attachment.load(scenario.pid(), scenario.jar(), "");
            scenario.awaitError(
                    ".*\\[keepalive] agent disabled: .* is not that build any more: restart the JVM to upgrade");
            assertThat(scenario.errors()).hasSize(1);
            scenario.assertEnds();
        }
    }

    /** Both jars are whole, and the JVM has opened the first: its classes do not run with those of the other. */
    @Test
    void duringAStartTheOtherIsRefused() throws IOException {
        Path jar = Files.copy(Path.of(AgentJar.path()), folder.resolve("copy.jar"));
        Path go = folder.resolve("go");
        try (ForkedProcess application = Launch.of(Pool.class)
                .jvmOption(OtherAgent.option(folder, Delayer.class) + "=io/keepalive/agent/AgentStart:" + go)
                .jvmOption("-javaagent:" + jar)
                .start()) {
            application.stdout().await("held");
            replace(jar, OtherVersion.in(folder, "99.9"));
            Files.createFile(go);
            application
                    .stderr()
                    .await(
                            "\\[keepalive] agent disabled: .*this JVM has loaded keepalive-agent \\S+ and keeps that build until"
                                    + " it ends, but .* is not that build any more: restart the JVM to upgrade");
            assertThat(application.finish()).isZero();
            assertThat(application.stderr().lines()).hasSize(1);
        }
    }

    private static Command.Result commandOfTheOther(JarScenario scenario, String command) {
        return scenario.commandBy(scenario.jar(), command);
    }

    private static void replace(Path jar, String other) throws IOException {
        Files.move(Path.of(other), jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private void assertStartsWith(Path jar, String version) {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(Pool.class)
                .jvmOption("-javaagent:" + jar + "=" + agent.configure(""))
                .start()) {
            assertThat(agent.log()
                            .await("agent.started", 2)
                            .get(1)
                            .get("version")
                            .getAsString())
                    .isEqualTo(version);
            assertThat(application.finish()).isZero();
        }
    }
}
