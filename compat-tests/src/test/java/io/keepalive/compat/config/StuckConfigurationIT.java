// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.Idle;
import io.keepalive.compat.application.PlainApplication;
import io.keepalive.compat.deaths.IdleConnectionScenario;
import io.keepalive.compat.reports.SameFactsIT;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.AgentThreads;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.isolation.HungMount;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.KernelThreads;
import io.keepalive.testkit.process.Command.Result;
import io.keepalive.testkit.process.Commands;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that cannot be read, or is on a file system that does not answer, delays nothing. */
@Tag("long")
class StuckConfigurationIT {

    private static final String QUICK = "keepalive: {idle: 2s, interval: 1s, count: 3}";
    private static final String CHANGED = "keepalive: {idle: 3s, interval: 1s, count: 3}";
    private static final String UNANSWERED = "its file system has not answered within 5 s";

    /** The kernel's name of the reading thread. */
    private static final String READER = KernelThreads.shortened("keepalive-config");

    @TempDir
    private Path folder;

    private AgentFolder agent;
    private Path file;

    @BeforeEach
    void useFolder() {
        agent = new AgentFolder(folder);
        file = folder.resolve("keepalive.yaml");
    }

    @Test
    void aNamedPipeInItsPlace() throws IOException {
        try (IdleConnectionScenario scenario = IdleConnectionScenario.begin(agent, QUICK, "idle")) {
            ForkedProcess application = scenario.application();
            scenario.open("line");
            swapIn(namedPipe());
            assertThat(agent.log()
                            .await("config.rejected", 1)
                            .get(0)
                            .get("message")
                            .getAsString())
                    .startsWith(file + ": cannot be read: it is a named pipe; a configuration is a regular file");
            assertAnswers(scenario, "it is a named pipe");
            scenario.network().silencePeer();
            agent.log().await("peer.dead", 1);

            swapIn(Files.writeString(folder.resolve("new"), agent.text(CHANGED)));
            assertPolicyApplied(application);
        }
    }

    @Test
    void aFileSystemThatDoesNotAnswer() throws IOException {
        HungMount mount = new HungMount(Files.createDirectory(folder.resolve("mount")));
        try (IdleConnectionScenario scenario = IdleConnectionScenario.begin(agent, QUICK, "idle", mount.command())) {
            ForkedProcess application = scenario.application();
            scenario.open("line");
            swapIn(Files.createSymbolicLink(folder.resolve("link"), mount.file()));
            assertThat(awaitUnanswered().get("message").getAsString())
                    .isEqualTo(file + ": " + UNANSWERED + "; until it does, changes go unnoticed");
            assertAnswers(scenario, UNANSWERED);
            scenario.network().silencePeer();
            agent.log().await("peer.dead", 1);
            assertThat(KernelThreads.names(application)).containsOnlyOnce(READER);

            swapIn(Files.writeString(folder.resolve("new"), agent.text(CHANGED)));
            mount.answer(application);
            assertPolicyApplied(application);
            assertThat(agent.log().events("agent.error"))
                    .filteredOn(error -> error.get("message").getAsString().contains(UNANSWERED))
                    .hasSize(1);
        }
    }

    /** On a slow machine the report that there are fewer rounds may come before. */
    private JsonObject awaitUnanswered() {
        return agent.log().await("agent.error", error -> error.toString().contains(UNANSWERED));
    }

    /** The agent and the JDK answer commands; a command that needs the file is refused with the reason. */
    private static void assertAnswers(IdleConnectionScenario scenario, String reason) {
        String pid = String.valueOf(scenario.application().pid());
        Result reload = Cli.run("reload", pid);
        assertThat(reload.status()).isEqualTo(2);
        assertThat(String.join("\n", reload.stderr())).contains(reason);
        assertThat(Cli.done("status", pid, "--json").stdout())
                .anyMatch(line -> line.contains("\"connections\": 1") || line.contains("\"connections\":1"));
        assertThat(Commands.run(List.of(Jdk.underTest().program("jcmd"), pid, "VM.version")))
                .contains("JDK");
        try (ForkedProcess console = SameFactsIT.console(scenario)) {
            SameFactsIT.awaitRegistration(console);
            console.send("call reload").stdout().await("called reload .*rejected, .*" + reason + ".*");
            console.send("call setMode enforce").stdout().await("called setMode null");
        }
    }

    private void assertPolicyApplied(ForkedProcess application) {
        agent.awaitText(log -> log.contains("idle=3s (" + file + ":1)"));
        assertThat(Cli.done("reload", String.valueOf(application.pid())).stderr())
                .isEmpty();
        assertThat(application.finish()).isZero();
    }

    /** The agent can be detached; only the thread that waits for the file system remains. */
    @Test
    void detachAndAttachAgain() throws IOException {
        HungMount mount = new HungMount(Files.createDirectory(folder.resolve("mount")));
        try (ForkedProcess application = Launch.of(Idle.class)
                .through(mount.command())
                .agent(agent.configure(QUICK))
                .start()) {
            String pid = String.valueOf(application.pid());
            agent.awaitStart();
            swapIn(Files.createSymbolicLink(folder.resolve("link"), mount.file()));
            awaitUnanswered();

            Cli.done("detach", pid);
            assertThat(AgentThreads.awaitNames(application, List.of(READER)::equals))
                    .containsExactly(READER);
            Path good = Files.writeString(folder.resolve("good.yaml"), agent.text(CHANGED));
            Result refused = Cli.run("attach", pid, good.toString());
            assertThat(refused.status()).isEqualTo(2);
            assertThat(String.join("\n", refused.stderr())).contains(UNANSWERED);
            assertThat(KernelThreads.names(application)).containsOnlyOnce(READER);

            mount.answer(application);
            Cli.done("attach", pid, good.toString());
            assertThat(KernelThreads.names(application)).containsOnlyOnce(READER);
            assertThat(application.stderr().lines()).noneMatch(line -> line.contains("Exception"));
            assertThat(application.finish()).isZero();
        }
    }

    @Test
    void atTheStartTheApplicationDoesNotWait() throws IOException {
        HungMount mount = new HungMount(Files.createDirectory(folder.resolve("mount")));
        try (ForkedProcess application = Launch.of(PlainApplication.class)
                .through(mount.command())
                .agent(mount.file().toString())
                .start()) {
            application.stderr().await(".*\\[keepalive] config rejected: " + mount.file() + ": .*" + UNANSWERED);
            application.stderr().await(".*\\[keepalive] disabled: .*");
            assertThat(application.send("go").exitStatus()).isEqualTo(PlainApplication.STATUS);
        }
    }

    /** Before the timeout of the reading. */
    @Test
    void applicationEndsWhileTheConfigurationIsStuck() throws IOException {
        HungMount mount = new HungMount(Files.createDirectory(folder.resolve("mount")));
        try (ForkedProcess application = Launch.of(PlainApplication.class)
                .through(mount.command())
                .agent(mount.file().toString())
                .start()) {
            assertThat(application.send("go").exitStatus()).isEqualTo(PlainApplication.STATUS);
        }
    }

    @Test
    void failFastRefuses() throws IOException {
        HungMount mount = new HungMount(Files.createDirectory(folder.resolve("mount")));
        try (ForkedProcess application = Launch.of(PlainApplication.class)
                .through(mount.command())
                .agent(mount.file() + ",fail-fast=true")
                .start()) {
            assertThat(application.exitStatus()).isNotZero().isNotEqualTo(PlainApplication.STATUS);
            application.stderr().await(".*\\[keepalive] config rejected: " + mount.file() + ": .*" + UNANSWERED);
        }
    }

    private Path namedPipe() {
        Path pipe = folder.resolve("pipe");
        Commands.run(List.of("mkfifo", pipe.toString()));
        return pipe;
    }

    /** Replaces the file atomically, as editors do. */
    private void swapIn(Path other) throws IOException {
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
