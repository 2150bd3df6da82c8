// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.FillingAgent;
import io.keepalive.compat.application.PlainApplication;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.jvm.OtherAgent;
import io.keepalive.testkit.process.Commands;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Whatever fails in the agent, the application runs as without it, and one message gives the reason. */
class FailOpenIT {

    private static final String DISABLED = "disabled: .*the application runs without the agent";

    /** Runs a command whose standard output is a named pipe without a reader. */
    private static final String UNREAD_OUTPUT = """
            import os, sys
            reader = os.open(sys.argv[1], os.O_RDONLY | os.O_NONBLOCK)
            writer = os.open(sys.argv[1], os.O_WRONLY)
            os.close(reader)
            os.dup2(writer, 1)
            os.execvp(sys.argv[2], sys.argv[2:])
            """;

    /** The limit of ExitGuard, less what is lost between the line that the application prints and its exit. */
    private static final long EXIT_HELD_NANOS = Duration.ofMillis(1_900).toNanos();

    private static final int STARTS = 10;

    @TempDir
    private Path folder;

    private static Launch application() {
        return Launch.of(PlainApplication.class).arguments("one", "two");
    }

    @Test
    void aMissingFile() {
        Path missing = folder.resolve("missing.yaml");
        assertDisabled(missing.toString(), missing + ": cannot be read: no such file");
    }

    @Test
    void aDirectoryAsFile() {
        assertDisabled(folder.toString(), folder + ": cannot be read: it is a directory");
    }

    @Test
    void aNamedPipeAsFile() {
        String pipe = namedPipe();
        assertDisabled(pipe, pipe + ": cannot be read: it is a named pipe; a configuration is a regular file");
    }

    @Test
    void aDeviceAsFile() {
        assertDisabled("/dev/zero", "/dev/zero: cannot be read: it is a device; a configuration is a regular file");
    }

    private String namedPipe() {
        String pipe = folder.resolve("pipe").toString();
        Commands.run(List.of("mkfifo", pipe));
        return pipe;
    }

    @Test
    void anUnknownEnvironment() {
        String configuration = new AgentFolder(folder).write("environments: {prod: {mode: observe}}");
        assertDisabled(configuration + ",env=porduction", "unknown environment 'porduction'");
    }

    @Test
    void anUnknownSetting() {
        assertDisabled("idel=30s", "unknown key 'idel'");
    }

    /** Repeated where the machine is so busy that the end of the JVM has been held for as long as it may be. */
    @Test
    void anApplicationThatEndsAtOnce() {
        String wrong = new AgentFolder(folder).write("mode: nonsense");
        boolean heldInVain;
        int starts = 0;
        do {
            try (ForkedProcess application =
                    Launch.of(PlainApplication.class).agent(wrong).start()) {
                application.send("go").stdout().await("received 42");
                long begin = System.nanoTime();
                assertThat(application.exitStatus()).isEqualTo(PlainApplication.STATUS);
                heldInVain = System.nanoTime() - begin >= EXIT_HELD_NANOS;
                if (!heldInVain) {
                    application.stderr().await(".*\\[keepalive] " + DISABLED + ".*");
                }
            }
        } while (heldInVain && ++starts < STARTS);
        assertThat(heldInVain)
                .as("held in vain at each of " + STARTS + " starts")
                .isFalse();
    }

    private static void assertDisabled(String argument, String reason) {
        List<String> said = SideBySideRun.run(FailOpenIT::application, launch -> launch.agent(argument), DISABLED);
        assertThat(said).hasSize(2);
        assertThat(said.get(0)).contains(" ERROR [keepalive] ").contains(reason);
        assertThat(said.get(1)).containsPattern(" WARN  \\[keepalive] " + DISABLED);
    }

    @Test
    void aLogThatCannotBeWritten() {
        String file = new AgentFolder(folder).write("mode: enforce") + "/agent.log";
        List<String> said =
                SideBySideRun.run(FailOpenIT::application, launch -> launch.agent("log.file=" + file), "started: ");
        assertThat(said).hasSize(2);
        assertThat(said.get(0)).contains(" ERROR [keepalive] cannot write the log file " + file);
    }

    @Test
    void aNamedPipeAsLog() {
        String pipe = namedPipe();
        List<String> said =
                SideBySideRun.run(FailOpenIT::application, launch -> launch.agent("log.file=" + pipe), "started: ");
        assertThat(said).hasSize(2);
        assertThat(said.get(0))
                .contains(" ERROR [keepalive] cannot write the log file " + pipe
                        + " (it is a named pipe; a log file is a regular file: ");
    }

    /** Opening the pipe again would block until there is a reader. */
    @Test
    void aLogWithoutReader() {
        try (ForkedProcess application = application()
                .through(List.of("python3", "-c", UNREAD_OUTPUT, namedPipe()))
                .agent("log.file=/dev/stdout")
                .start()) {
            application.stderr().await(".* cannot write the log file /dev/stdout \\(.*Broken pipe\\).*");
            application.stderr().await(".*\\[keepalive] started: .*");
            assertThat(application.send("go").exitStatus()).isEqualTo(PlainApplication.STATUS);
        }
    }

    /** Uses the name FreeBSD, which the JDK accepts. Java 8 does not: it aborts without the agent too. */
    @Test
    @DisabledIf("isJava8")
    void anotherPlatform() {
        List<String> said = SideBySideRun.run(
                () -> application().jvmOption("-Dos.name=FreeBSD"), launch -> launch.agent(""), "agent limited: ");
        assertThat(said.get(0)).contains("started: ").contains("the JDK's own options");
    }

    static boolean isJava8() {
        return Jdk.underTest().feature() == 8;
    }

    @Test
    void theKillSwitch() {
        String wrong = new AgentFolder(folder).write("mode: nonsense");
        List<String> said = SideBySideRun.run(
                FailOpenIT::application,
                launch -> launch.agent(wrong).environment("KEEPALIVE_MODE", "off"),
                "disabled: mode=off");
        assertThat(said).hasSize(1);
    }

    /** If the JVM itself runs out of memory while it retransforms a class, it may crash. */
    @Test
    void theHeapFillsWhileTheAgentChangesClasses() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = application()
                .jvmOption("-Xmx32m")
                .jvmOption(OtherAgent.option(folder, FillingAgent.class))
                .agent(agent.configure("mode: enforce"))
                .start()) {
            agent.awaitStart();
            assertThat(application.send("go").exitStatus()).isEqualTo(PlainApplication.STATUS);
            assertThat(agent.log().events("agent.error"))
                    .noneMatch(error -> error.toString().contains("not intercepted"));
            assertThat(agent.log().events("connection.opened")).isNotEmpty();
        }
    }

    @Test
    void failFastRefusesToStart() {
        String wrong = new AgentFolder(folder).write("keepalive: {intervall: 5s}");
        try (ForkedProcess refused =
                application().agent(wrong + ",fail-fast=true").start()) {
            assertThat(refused.exitStatus()).isNotZero().isNotEqualTo(PlainApplication.STATUS);
            assertThat(refused.stdout().lines()).isEmpty();
            assertThat(refused.stderr().lines())
                    .allMatch(line -> line.contains("[keepalive]"))
                    .anyMatch(line -> line.endsWith(
                            wrong + ":1:13: unknown key 'intervall' in keepalive; did you mean 'interval'?"));
        }
    }

    @Test
    void failFastRefusesANamedPipeAtOnce() {
        String pipe = namedPipe();
        try (ForkedProcess refused =
                application().agent(pipe + ",fail-fast=true").start()) {
            assertThat(refused.exitStatus()).isNotZero().isNotEqualTo(PlainApplication.STATUS);
            refused.stderr().await(".*it is a named pipe; a configuration is a regular file");
        }
    }

    @Test
    void failFastStartsWithAGoodConfiguration() {
        String good = new AgentFolder(folder).write("keepalive: {interval: 5s}");
        SideBySideRun.run(FailOpenIT::application, launch -> launch.agent(good + ",fail-fast=true"), "    interval=5s");
    }
}
