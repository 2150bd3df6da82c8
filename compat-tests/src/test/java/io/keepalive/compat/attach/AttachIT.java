// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.attach;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.OnDemand;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.KernelSocket;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.NamespaceSockets;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.Command;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attaches the agent to a running application and detaches it. */
class AttachIT {

    private static final String KEEPALIVE = "keepalive: {idle: 41s, interval: 7s, count: 4, user-timeout: 70s}";
    private static final SocketOptions POLICY = new SocketOptions(1, 41, 7, 4, 70_000);
    private static final int PAIRS = 25;

    /* asm-generic/socket.h and linux/tcp.h. */
    private static final int SOL_SOCKET = 1;
    private static final int SO_KEEPALIVE = 9;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_KEEPINTVL = 5;

    @TempDir
    private Path folder;

    static List<Jdk> commandLines() {
        return Jdk.installed();
    }

    /** The application runs on the JDK under test, the command line on any other. */
    @ParameterizedTest
    @MethodSource("commandLines")
    void fiftyOpenConnectionsAreCoveredAndThenHaveWhatTheyHadBefore(Jdk commandLine) {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(OnDemand.class).start()) {
            openPairs(application);
            Map<String, SocketOptions> before = settings(application);
            assertThat(before).hasSize(2 * PAIRS);

            Instant start = Instant.now();
            assertPrinted(
                    Cli.on(commandLine, "attach", pid(application), agent.configure(KEEPALIVE))
                            .run(),
                    "attached to process \\d+: keepalive-agent \\S+, mode enforce, 50 open connections");
            Duration whole = Duration.between(start, Instant.now());
            assertThat(settings(application))
                    .hasSize(2 * PAIRS)
                    .allSatisfy((ports, now) -> assertThat(now).isEqualTo(POLICY));
            assertTimers(application);
            System.out.println(
                    "50 connections covered " + whole.toMillis() + " ms after the command, by " + commandLine);

            open(application, "blocking", "later");
            assertThat(AnnouncedConnection.of(application, "later", "connect").awaitSettings(POLICY::equals))
                    .isEqualTo(POLICY);
            assertPrinted(
                    Cli.on(commandLine, "detach", pid(application)).run(),
                    "detached from process \\d+: 52 open connections have their earlier options again");
            assertThat(AnnouncedConnection.of(application, "later", "connect").settings())
                    .isEqualTo(SocketOptions.defaults());
            assertThat(AnnouncedConnection.of(application, "later", "accept").settings())
                    .isEqualTo(SocketOptions.defaults());
            assertThat(settings(application)).hasSize(2 * PAIRS + 2).containsAllEntriesOf(before);
            open(application, "nio", "afterwards");
            assertThat(AnnouncedConnection.of(application, "afterwards", "connect")
                            .settings())
                    .isEqualTo(SocketOptions.defaults());
        }
    }

    /** Two of the fifty had options of their own. */
    private static void openPairs(ForkedProcess application) {
        for (int i = 0; i < PAIRS; i++) {
            open(application, i % 2 == 0 ? "blocking" : "nio", "pair" + i);
        }
        KernelView.set(AnnouncedConnection.of(application, "pair3", "connect"), IPPROTO_TCP, TCP_KEEPINTVL, 99);
        KernelView.set(AnnouncedConnection.of(application, "pair4", "accept"), SOL_SOCKET, SO_KEEPALIVE, 1);
    }

    private static void open(ForkedProcess application, String kind, String name) {
        application.send(kind + " " + name);
        AnnouncedConnection.of(application, name, "accept");
        AnnouncedConnection.of(application, name, "connect");
    }

    private static Map<String, SocketOptions> settings(ForkedProcess application) {
        Map<String, SocketOptions> settings = new TreeMap<>();
        for (KernelSocket socket : KernelView.socketsOf(application.pid())) {
            if (socket.isTcp() && !socket.isListening()) {
                settings.put(socket.localPort() + " " + socket.peerPort(), socket.settings());
            }
        }
        return settings;
    }

    private static void assertTimers(ForkedProcess application) {
        for (int i = 0; i < PAIRS; i++) {
            AnnouncedConnection end = AnnouncedConnection.of(application, "pair" + i, "connect");
            assertThat(NamespaceSockets.here().establishedAt(end.localPort()))
                    .containsEntry(end.localPort() + " " + end.peerPort(), true)
                    .containsEntry(end.peerPort() + " " + end.localPort(), true);
        }
    }

    /** The JVM loads java.instrument only for the attach, beside the boot layer. */
    @Test
    @DisabledIf("hasNoModules")
    void anApplicationWhoseModulesDoNotNeedInstrumentationIsCovered() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application =
                Launch.of(OnDemand.class).jvmOption("--limit-modules=java.base").start()) {
            open(application, "nio", "pair");
            assertPrinted(
                    Cli.run("attach", pid(application), agent.configure(KEEPALIVE)),
                    "attached to process \\d+: keepalive-agent \\S+, mode enforce, 2 open connections");
            assertThat(AnnouncedConnection.of(application, "pair", "connect").settings())
                    .isEqualTo(POLICY);
        }
    }

    static boolean hasNoModules() {
        return Jdk.underTest().feature() < 9;
    }

    @Test
    void itCanComeAndGoSeveralTimes() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure(KEEPALIVE);
        try (ForkedProcess application = Launch.of(OnDemand.class).start()) {
            open(application, "nio", "pair");
            AnnouncedConnection end = AnnouncedConnection.of(application, "pair", "connect");
            for (int i = 0; i < 4; i++) {
                Cli.done("attach", pid(application), configuration);
                assertThat(end.settings()).isEqualTo(POLICY);
                open(application, "blocking", "during" + i);
                assertThat(AnnouncedConnection.of(application, "during" + i, "accept")
                                .awaitSettings(POLICY::equals))
                        .isEqualTo(POLICY);
                Cli.done("detach", pid(application));
                assertThat(end.settings()).isEqualTo(SocketOptions.defaults());
            }
            // A detach waits for the log a second at most.
            assertThat(agent.log().await("agent.stopped", 4)).hasSize(4);
            assertThat(agent.log().events("agent.started")).hasSize(4);
            assertThat(agent.log().events("agent.error")).isEmpty();
        }
    }

    /** The application may have been started with it too. */
    @Test
    void whatWasThereFromTheStartCanGoToo() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application =
                Launch.of(OnDemand.class).agent(agent.configure(KEEPALIVE)).start()) {
            agent.awaitStart();
            open(application, "nio", "pair");
            AnnouncedConnection end = AnnouncedConnection.of(application, "pair", "connect");
            assertThat(end.awaitSettings(POLICY::equals)).isEqualTo(POLICY);
            Cli.done("detach", pid(application));
            assertThat(end.settings()).isEqualTo(SocketOptions.defaults());
            assertThat(application.stderr().lines("\\[keepalive].*")).isEmpty();
        }
    }

    @Test
    void theEnvironmentIsChosenOnTheCommandLine() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure(
                KEEPALIVE + "\nenvironments: {staging: {mode: observe}, prod: {keepalive: {idle: 40s}}}");
        try (ForkedProcess application = Launch.of(OnDemand.class).start()) {
            open(application, "nio", "pair");
            AnnouncedConnection end = AnnouncedConnection.of(application, "pair", "connect");
            assertThat(Cli.run("attach", pid(application), configuration, "--env", "staging")
                            .stdout()
                            .toString())
                    .contains("mode observe");
            assertThat(end.settings()).isEqualTo(SocketOptions.defaults());
            Cli.done("detach", pid(application));
            Cli.done("attach", pid(application), configuration, "--env=prod");
            assertThat(end.settings()).isEqualTo(POLICY.withIdle(40));
        }
    }

    private static void assertPrinted(Command.Result result, String line) {
        assertThat(result.stderr()).isEmpty();
        assertThat(result.stdout()).singleElement().asString().matches(line);
        assertThat(result.status()).isZero();
    }

    private static String pid(ForkedProcess application) {
        return String.valueOf(application.pid());
    }
}
