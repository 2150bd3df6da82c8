// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.attach;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.OnDemand;
import io.keepalive.testkit.Required;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.isolation.JvmLookalike;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.Command.Result;
import io.keepalive.testkit.process.Commands;
import io.keepalive.testkit.process.ForkedProcess;
import io.keepalive.testkit.process.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * JVMs that the attach API cannot reach. It sends SIGQUIT, at which such a JVM prints a thread dump on the
 * application's output: the command line reports what prevents attaching and sends no signal.
 */
class BarredJvmsIT {

    private static final String ANOTHER_USER = "61999";

    @TempDir
    private Path folder;

    static List<Jdk> commandLines() {
        return Jdk.installed();
    }

    @BeforeEach
    void needRoot() {
        Required.root();
    }

    /**
     * The command line on any JDK; on Java 8 it would use the process id of the outer namespace. Without performance
     * data files, which all JVMs with that id would share.
     */
    @ParameterizedTest
    @MethodSource("commandLines")
    void anotherNamespaceOfProcessesIsReachedOrRefused(Jdk commandLine) throws IOException {
        try (ForkedProcess unshare = start(Launch.of(OnDemand.class)
                .jvmOption("-XX:-UsePerfData")
                .through(List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc")))) {
            Result result = Cli.on(commandLine, "attach", childOf(unshare)).run();
            if (commandLine.feature() == 8) {
                assertRefused(result, "is in a container, where its process id is 1, ");
            } else {
                assertAttached(result);
            }
            assertNoDump(unshare);
        }
    }

    private static String childOf(ForkedProcess process) throws IOException {
        String pid = String.valueOf(process.pid());
        return Files.readString(Path.of("/proc", pid, "task", pid, "children")).trim();
    }

    /** As with PrivateTmp of systemd. */
    @ParameterizedTest
    @MethodSource("commandLines")
    void aTemporaryFolderOfItsOwnIsReachedOrRefused(Jdk commandLine) {
        try (ForkedProcess application = start(Launch.of(OnDemand.class)
                .through(List.of(
                        "unshare", "--mount", "sh", "-c", "mount -t tmpfs tmpfs /tmp && exec \"$0\" \"$@\"")))) {
            Result result = Cli.on(commandLine, "attach", pid(application)).run();
            if (commandLine.feature() < 16) {
                assertRefused(result, "has a /tmp of its own, ");
            } else {
                assertAttached(result);
            }
            assertNoDump(application);
        }
    }

    /** The file would announce an attach if it belonged to this user. */
    @Test
    void anAnnouncementOfAnotherUserIsNamed() throws IOException {
        try (ForkedProcess application = start(Launch.of(OnDemand.class).folder(folder))) {
            Path announcement = Files.createFile(folder.resolve(".attach_pid" + pid(application)));
            Commands.run(List.of("chown", ANOTHER_USER, announcement.toString()));
            assertRefused(
                    Cli.run("attach", pid(application)),
                    "another user's file is in the place of the file that requests an attach");
            assertThat(announcement).exists();
            assertNoDump(application);
            Files.delete(announcement);
            assertAttached(Cli.run("attach", pid(application)));
            assertNoDump(application);
        }
    }

    /** The signal would stay pending and cause a thread dump when no attach is announced any more. */
    @Test
    void oneThatIsStoppedIsLeftAlone() {
        try (ForkedProcess application = start(Launch.of(OnDemand.class))) {
            Commands.run(List.of("kill", "-STOP", pid(application)));
            ProcessState.await(pid(application), 'T');
            assertRefused(Cli.run("attach", pid(application)), "is stopped, by a signal or a debugger, ");
            Commands.run(List.of("kill", "-CONT", pid(application)));
            assertAttached(Cli.run("attach", pid(application)));
            assertNoDump(application);
        }
    }

    /** The signal would kill the process. */
    @Test
    void aProcessWithoutAHandlerForTheSignalLivesOn() throws IOException {
        try (ForkedProcess process = JvmLookalike.in(Files.createDirectory(folder.resolve("java")), "true")) {
            removeSocketOfAnEarlier(process);
            assertRefused(Cli.run("attach", pid(process)), "has no handler for SIGQUIT, ");
            ProcessState.await(pid(process), 'S');
        }
    }

    /** Left by a killed process with the same id: where a socket exists, no signal is sent in any case. */
    private static void removeSocketOfAnEarlier(ForkedProcess process) throws IOException {
        Files.deleteIfExists(Path.of("/tmp", ".java_pid" + pid(process)));
    }

    /** It has no handler for the signal either, but listens from its start. */
    @Test
    void aJvmThatLeavesSignalsAloneIsReached() {
        try (ForkedProcess application = start(Launch.of(OnDemand.class).jvmOption("-Xrs"))) {
            assertAttached(Cli.run("attach", pid(application)));
        }
    }

    @Test
    void theLastOptionHolds() {
        try (ForkedProcess application = start(Launch.of(OnDemand.class)
                .environment("JAVA_TOOL_OPTIONS", "-XX:+DisableAttachMechanism")
                .jvmOption("-XX:-DisableAttachMechanism"))) {
            assertAttached(Cli.run("attach", pid(application)));
            assertNoDump(application);
        }
    }

    private static ForkedProcess start(Launch launch) {
        ForkedProcess application = launch.start();
        application.stdout().await("ready");
        return application;
    }

    private static void assertRefused(Result result, String reason) {
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr())
                .singleElement()
                .asString()
                .startsWith("process ")
                .contains(reason);
    }

    /** On a slow machine the agent may still be starting at the timeout of the command: it has been loaded. */
    private static void assertAttached(Result result) {
        assertThat(Stream.concat(result.stdout().stream(), result.stderr().stream()))
                .singleElement()
                .asString()
                .matches("(attached to|the agent is just starting in) process .*");
    }

    /** Another thread of the JVM prints a dump, so that the application has printed more before. */
    private static void assertNoDump(ForkedProcess application) {
        application.send("blocking pair").stdout().next("connection pair accept .*");
        assertThat(application.stdout().lines())
                .filteredOn(line -> !line.startsWith("connection pair "))
                .containsExactly("ready");
    }

    private static String pid(ForkedProcess application) {
        return String.valueOf(application.pid());
    }
}
