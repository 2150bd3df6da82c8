// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.KernelSocket;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.network.FreePorts;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A connection's descriptor is closed without interception, and its number then refers to another socket: a listening
 * socket, a datagram socket, or a connection that the configuration leaves alone. None of the agent's actions changes
 * it.
 */
@Tag("long")
class ReusedNumbersIT {

    /** Both ends of two connections, three listening sockets and a datagram socket. */
    private static final int BYSTANDERS = 2 * 2 + 3 + 1;

    private static final SocketOptions POLICY = new SocketOptions(1, 41, 7, 4, 0);

    /* asm-generic/socket.h and linux/tcp.h. */
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_KEEPINTVL = 5;

    /** The tuned connections of the application. */
    private static final List<String> TUNED = List.of("blocking", "nio", "aio", "nio-2");

    private static final String LOCAL_PORT = "\"network.local.port\":";

    @TempDir
    private Path folder;

    private final int tunedPort = FreePorts.any();
    private final int leftPort = FreePorts.any();
    private AgentFolder agent;
    private ForkedProcess application;
    private List<KernelSocket> bystanders;
    private int changes;

    @BeforeEach
    void useFolder() {
        agent = new AgentFolder(folder);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    /** The watcher notices the other sockets when it compares options, every ten seconds. */
    @Test
    void watcherDropsTheOldConnection() {
        start("100ms");
        awaitWatcher();
        reuse();
        agent.log().await("connection.closed", TUNED.size());
        assertUnchanged();
    }

    /** With an hour between rounds, sockets opened since are unknown to the watcher. */
    @ParameterizedTest(name = "a round every {0}")
    @ValueSource(strings = {"100ms", "1h"})
    void reloadDoesNotTuneIt(String every) {
        start(every);
        if (every.equals("100ms")) {
            awaitWatcher();
        }
        reuse();
        configure("43s", every, "enforce");
        agent.log().await("config.reloaded", 1);
        assertUnchanged();
        agent.log().await("connection.closed", TUNED.size());
        assertUnchanged();
    }

    @ParameterizedTest(name = "a round every {0}")
    @ValueSource(strings = {"100ms", "1h"})
    void offDoesNotRestoreOptionsOnIt(String every) {
        start(every);
        if (every.equals("100ms")) {
            awaitWatcher();
        }
        reuse();
        configure("41s", every, "off");
        agent.log().await("config.reloaded", 1);
        assertUnchanged();
    }

    @Test
    void detachDoesNotRestoreOptionsOnIt() {
        start("100ms");
        awaitWatcher();
        reuse();
        Cli.done("detach", String.valueOf(application.pid()));
        assertUnchanged();
    }

    /** None of them is listed as the connection that had its number. */
    @Test
    void listOmitsTheOldConnection() {
        start("1h");
        reuse();
        List<String> listed = Cli.done("connections", String.valueOf(application.pid()), "--json")
                .stdout();
        for (String kind : TUNED) {
            assertThat(listed)
                    .noneMatch(line -> line.contains(LOCAL_PORT + end(kind).localPort() + ","));
        }
        assertThat(listed).anyMatch(line -> line.contains(LOCAL_PORT + tunedPort + ","));
        assertUnchanged();
    }

    private void start(String every) {
        String configuration = configure("41s", every, "enforce");
        Launch launch = Launch.of(ReusedNumbers.class)
                .agent(configuration)
                .arguments(String.valueOf(tunedPort), String.valueOf(leftPort));
        if (Jdk.underTest().feature() > 8) {
            launch.jvmOption("--add-opens=java.base/sun.nio.fs=ALL-UNNAMED");
        }
        application = launch.start();
        agent.awaitStart();
        application.send("open").stdout().await("done open");
        for (String kind : TUNED) {
            assertThat(end(kind).awaitSettings(POLICY::equals)).isEqualTo(POLICY);
        }
        // The kernel connects before the application accepts.
        Await.until(() -> bystanders().size() >= BYSTANDERS);
        bystanders = bystanders();
        assertThat(bystanders).hasSize(BYSTANDERS);
        assertThat(bystanders).extracting(KernelSocket::keepalive).containsOnlyOnce(1);
    }

    private String configure(String idle, String every, String mode) {
        return agent.configure("""
                mode: %s
                keepalive: {idle: %s, interval: 7s, count: 4}
                watch: {every: %s}
                rules:
                - {name: out, match: {direction: outbound, remote-port: %d}, mode: off}
                - {name: in, match: {direction: inbound, local-port: %d}, mode: off}
                """.formatted(mode, idle, every, leftPort, leftPort));
    }

    private AnnouncedConnection end(String kind) {
        return AnnouncedConnection.of(application, kind, "connect");
    }

    /** Waits until the watcher has restored drifted options, so that it has read every connection. */
    private void awaitWatcher() {
        for (String kind : TUNED) {
            KernelView.set(end(kind), IPPROTO_TCP, TCP_KEEPINTVL, 99);
            assertThat(end(kind).awaitSettings(POLICY::equals)).isEqualTo(POLICY);
        }
        agent.log().await("app.change", 1);
    }

    /** Makes the number of each tuned connection refer to another kind of bystander. */
    private void reuse() {
        changes = agent.log().events("app.change").size();
        reuse("blocking", KernelSocket::isListening);
        reuse("nio", socket -> socket.isTcp() && socket.peerPort() == leftPort && socket.keepalive() == 1);
        reuse("aio", socket -> socket.isTcp() && socket.peerPort() == leftPort && socket.keepalive() == 0);
        reuse("nio-2", socket -> socket.type().equals("SOCK_DGRAM"));
    }

    private void reuse(String kind, Predicate<KernelSocket> by) {
        AnnouncedConnection end = end(kind);
        int number = numberOf(socket -> socket.isBetween(end.localPort(), end.peerPort()));
        String command = "reuse " + number + " " + numberOf(by);
        application.send(command).stdout().await("done " + command);
    }

    /** Waits until the socket has no other number, which it has for a moment while the agent sets options. */
    private int numberOf(Predicate<KernelSocket> wanted) {
        List<KernelSocket> numbers = Await.read(() -> numbersOfFirst(wanted), same -> same.size() == 1);
        assertThat(numbers).hasSize(1);
        return numbers.get(0).descriptor();
    }

    private List<KernelSocket> numbersOfFirst(Predicate<KernelSocket> wanted) {
        List<KernelSocket> sockets = KernelView.socketsOf(application.pid());
        long inode = sockets.stream().filter(wanted).findFirst().orElseThrow().inode();
        return sockets.stream().filter(socket -> socket.inode() == inode).toList();
    }

    /** One socket per inode. */
    private List<KernelSocket> bystanders() {
        return KernelView.socketsOf(application.pid()).stream()
                .filter(this::isBystander)
                .collect(Collectors.toMap(KernelSocket::inode, socket -> socket, (one, other) -> one))
                .values()
                .stream()
                .sorted((one, other) -> Long.compare(one.inode(), other.inode()))
                .toList();
    }

    private boolean isBystander(KernelSocket socket) {
        return socket.type().equals("SOCK_DGRAM")
                || socket.isTcp()
                        && (socket.isListening() || socket.peerPort() == leftPort || socket.localPort() == leftPort);
    }

    private void assertUnchanged() {
        assertThat(bystanders()).hasSameSizeAs(bystanders).allSatisfy(now -> {
            KernelSocket before = bystanders.stream()
                    .filter(socket -> socket.inode() == now.inode())
                    .findFirst()
                    .orElseThrow();
            assertThat(now.keepalive()).as(now.toString()).isEqualTo(before.keepalive());
            if (now.isTcp()) {
                assertThat(now.settings()).as(now.toString()).isEqualTo(before.settings());
            }
        });
        assertThat(agent.log().events("app.change")).hasSize(changes);
        assertThat(agent.log().events("peer.dead")).isEmpty();
        assertThat(agent.log().events("peer.suspect")).isEmpty();
        assertThat(agent.log().failures()).isEmpty();
    }
}
