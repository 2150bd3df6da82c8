// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.attach;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.OnDemand;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.AgentThreads;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What remains in an application after a detach. */
class DetachIT {

    private static final String KEEPALIVE = "keepalive: {idle: 41s, interval: 7s, count: 4}";

    /** Classes of the application's class loader, which keeps classes, and the bridge, which is permanent. */
    static final List<String> STAYING = List.of(
            "io.keepalive.agent.AgentClassLoader",
            "io.keepalive.agent.AgentStart",
            "io.keepalive.agent.AgentEntry",
            "io.keepalive.agent.JarEntries",
            "io.keepalive.agent.ClassArchive",
            "io.keepalive.agent.ClosedModule",
            "io.keepalive.agent.CompressedBytes",
            "io.keepalive.agent.ExitGuard",
            "io.keepalive.agent.ExternalSettings",
            "io.keepalive.agent.HeldMain",
            "io.keepalive.agent.HeldMainExit",
            "io.keepalive.agent.JdkTool",
            "io.keepalive.agent.KeepaliveAgent",
            "io.keepalive.agent.bridge.Bridge",
            "io.keepalive.agent.bridge.NoObserver",
            "io.keepalive.agent.bridge.SocketObserver");

    /* asm-generic/socket.h. */
    private static final int SOL_SOCKET = 1;
    private static final int SO_KEEPALIVE = 9;

    private static final String CLOCK_OF_THE_WATCHER = "/schedstat";
    private static final String SOCKET = "java.net.Socket.class";
    private static final String CHANNEL = "sun.nio.ch.SocketChannelImpl.class";

    @TempDir
    private Path folder;

    /** Alone, and with an MBean server and a recording that the agent uses. */
    static List<List<String>> hosts() {
        String flightRecorder = "-XX:StartFlightRecording";
        return Jdk.underTest().feature() >= 11
                ? List.of(List.of(), List.of("-Dcom.sun.management.jmxremote", flightRecorder))
                : List.of(List.of(), List.of("-Dcom.sun.management.jmxremote"));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void everyClassHasItsOwnCodeAndNothingOfTheAgentStays(List<String> options) throws Exception {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure(KEEPALIVE);
        try (ForkedProcess application =
                Launch.of(OnDemand.class).jvmOptions(options).folder(folder).start()) {
            application.stdout().await("ready");
            JvmProbe probe = new JvmProbe(application, folder);
            open(application, "blocking");
            open(application, "nio");
            open(application, "aio-future");
            Map<String, String> before = probe.code();
            assertThat(before)
                    .hasSizeGreaterThan(5)
                    .allSatisfy((name, code) -> assertThat(code).as(name).contains("invoke"));
            assertThat(probe.agentClasses()).containsExactly("");

            for (int i = 1; i <= 2; i++) {
                Cli.done("attach", pid(application), configuration);
                open(application, "during" + i, "nio");
                Map<String, String> during = probe.code();
                assertThat(during.keySet()).isEqualTo(before.keySet());
                assertThat(during.get(SOCKET)).isNotEqualTo(before.get(SOCKET));
                assertThat(during.get(CHANNEL)).isNotEqualTo(before.get(CHANNEL));
                assertThat(AgentThreads.names(application)).isNotEmpty();
                Cli.done("connections", pid(application));
                assertThat(openFiles(application)).anyMatch(file -> file.endsWith(CLOCK_OF_THE_WATCHER));
                Cli.done("detach", pid(application));
                assertThat(openFiles(application)).noneMatch(file -> file.endsWith(CLOCK_OF_THE_WATCHER));
                assertThat(probe.code()).isEqualTo(before);
                assertThat(AgentThreads.awaitNone(application)).isEmpty();
                assertThat(probe.awaitNoAgentClassesBut(STAYING)).isSubsetOf(STAYING);
            }
            open(application, "afterwards", "blocking");
        }
    }

    /**
     * Java 8 drops method handles with the class loader that requested them first, and other class loaders share them.
     */
    @Test
    void theNextOutlivesTheCollectionOfWhatTheLastHasLeft() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure(KEEPALIVE + "\nwatch: {every: 100ms}");
        SocketOptions policy = new SocketOptions(1, 41, 7, 4, 0);
        try (ForkedProcess application =
                Launch.of(OnDemand.class).folder(folder).start()) {
            application.stdout().await("ready");
            JvmProbe probe = new JvmProbe(application, folder);
            for (int i = 1; i <= 3; i++) {
                Cli.done("attach", pid(application), configuration);
                for (String kind : List.of("blocking", "nio", "aio-future")) {
                    open(application, kind + i, kind);
                }
                probe.agentClasses();
                for (String kind : List.of("blocking", "nio", "aio-future")) {
                    open(application, kind + i + "-collected", kind);
                    assertThat(AnnouncedConnection.of(application, kind + i + "-collected", "connect")
                                    .awaitSettings(policy::equals))
                            .isEqualTo(policy);
                }
                AnnouncedConnection adopted = AnnouncedConnection.of(application, "nio" + i, "accept");
                KernelView.set(adopted, SOL_SOCKET, SO_KEEPALIVE, 0);
                assertThat(adopted.awaitSettings(policy::equals)).isEqualTo(policy);
                Cli.done("detach", pid(application));
                assertThat(adopted.settings().keepalive()).isZero();
            }
            assertThat(agent.log().failures()).isEmpty();
        }
    }

    private static List<String> openFiles(ForkedProcess application) throws IOException {
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc", pid(application), "fd"))) {
            for (Path descriptor : descriptors) {
                files.add(linkOrNone(descriptor));
            }
        }
        return files;
    }

    /** Empty for a descriptor that has just been closed. */
    private static String linkOrNone(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closed) {
            return "";
        }
    }

    private static void open(ForkedProcess application, String kind) {
        open(application, kind, kind);
    }

    private static void open(ForkedProcess application, String name, String kind) {
        application.send(kind + " " + name);
        AnnouncedConnection.of(application, name, "accept");
    }

    private static String pid(ForkedProcess application) {
        return String.valueOf(application.pid());
    }
}
