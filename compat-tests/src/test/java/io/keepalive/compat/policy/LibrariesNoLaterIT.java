// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.ConnectionLifetime;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.KernelWatch;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Libraries that set keepalive or a user timeout themselves, each run with the agent in its default configuration and
 * without it.
 */
class LibrariesNoLaterIT {

    private static final String HERE = "127.0.0.1";

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "idle {0} s, interval {1} s, count {2}, user timeout {3} ms")
    @CsvSource({"13, 13, 3, 0", "13, 13, 3, 6000", "3, 2, 2, 0", "600, 75, 9, 120000"})
    void lettuce(String idle, String interval, String count, String userTimeout) {
        assertNoLater("redis", () -> lettuceClient(idle, interval, count, userTimeout));
    }

    @Test
    void grpc() {
        assertNoLater("http2", () -> client(GrpcClient.class, "grpc-", "guava-", "failureaccess-", "perfmark-"));
    }

    @Test
    void theMongoDbDriver() {
        assertNoLater("silent", () -> client(MongoDbClient.class, "mongodb-", "bson-5"));
    }

    @Test
    void theSqlServerDriver() {
        assertNoLater("silent", () -> client(SqlServerClient.class, "mssql-jdbc-"));
    }

    /**
     * When the kernel ends the connection to a silent peer. The connection without the agent is opened and used after
     * the one with it. An idle connection is probed from its last received segment on, which is not older than the
     * idle time.
     */
    @ParameterizedTest(name = "idle {0} s, interval {1} s, count {2}, user timeout {3} ms, in use {4}")
    @CsvSource({"3, 2, 2, 0, false", "13, 13, 3, 6000, true"})
    void lettuceNoticesADeadPeer(String idle, String interval, String count, String userTimeout, boolean inUse) {
        AgentFolder agent = new AgentFolder(folder);
        Supplier<Launch> client = () -> lettuceClient(idle, interval, count, userTimeout);
        try (Network network = Network.open();
                ForkedProcess peer = peer("redis", network.peer().address())
                        .on(network.peer())
                        .start();
                ForkedProcess with = client.get()
                        .on(network.app())
                        .agent(agent.configure(""))
                        .start();
                ForkedProcess without = client.get().on(network.app()).start()) {
            agent.awaitStart();
            AnnouncedConnection ours = open(with, network.peer().address(), peer, 1);
            agent.log().await("connection.adopted", 1);
            AnnouncedConnection theirs = open(without, network.peer().address(), peer, 2);
            try (KernelWatch watch = KernelWatch.of(with);
                    KernelWatch reference = KernelWatch.of(without)) {
                network.silencePeer();
                if (inUse) {
                    ping(with, ours);
                    ping(without, theirs);
                }
                Duration phase = Duration.ofSeconds(inUse ? 0 : Long.parseLong(idle));
                ConnectionLifetime own = lifetime(watch, network, ours);
                ConnectionLifetime theOther = lifetime(reference, network, theirs);
                assertThat(own.lastSeenOpen())
                        .isBefore(theOther.firstSeenEnded().plus(phase));
                with.stdout().await("lost");
                without.stdout().await("lost");
            }
        }
    }

    /** Also after the agent has decided anew because of a configuration with its defaults. */
    private void assertNoLater(String protocol, Supplier<Launch> client) {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess peer = peer(protocol, HERE).start();
                ForkedProcess with = client.get().agent(agent.configure("")).start();
                ForkedProcess without = client.get().start()) {
            agent.awaitStart();
            AnnouncedConnection ours = open(with, HERE, peer, 1);
            agent.awaitText(text -> text.contains("connection.opened") || text.contains("connection.adopted"));
            SocketOptions reference = open(without, HERE, peer, 2).settings();
            assertThat(reference).as("the library's own").isNotEqualTo(SocketOptions.defaults());
            assertNoLater(ours.settings(), reference);
            agent.configure("precedence: strictest");
            agent.log().await("config.reloaded", 1);
            assertNoLater(ours.settings(), reference);
        }
    }

    private static void assertNoLater(SocketOptions with, SocketOptions without) {
        if (without.keepalive() == 1) {
            assertThat(with.keepalive()).as("%s", with).isEqualTo(1);
            assertThat(detection(with)).as("%s", with).isLessThanOrEqualTo(detection(without));
        }
        if (without.userTimeout() > 0) {
            assertThat(with.userTimeout()).as("%s", with).isBetween(1, without.userTimeout());
        }
    }

    /** Seconds from the last received segment to the end of an idle connection. */
    private static int detection(SocketOptions settings) {
        return settings.idle() + settings.interval() * settings.count();
    }

    private static Launch lettuceClient(String... options) {
        return client(LettuceClient.class, "lettuce-", "netty-", "reactor-core-", "reactive-streams-", "redis-authx-")
                .libraries(org.slf4j.Logger.class)
                .arguments(options);
    }

    private static Launch client(Class<?> main, String... jars) {
        Launch launch = Launch.of(main);
        for (String beginning : jars) {
            launch.librariesLike(beginning);
        }
        return launch;
    }

    private static Launch peer(String protocol, String address) {
        return Launch.of(LibraryPeer.class).arguments(address, protocol);
    }

    /**
     * Lets the application connect, and waits until its peer, to which others may be connected already, receives data
     * from it.
     */
    private static AnnouncedConnection open(ForkedProcess application, String address, ForkedProcess peer, int number) {
        int port = Integer.parseInt(peer.stdout().await("listening (\\d+)").group(1));
        application.send(address + " " + port);
        application.stdout().await("ready");
        peer.stdout().await("heard \\d+", number);
        String heard = peer.stdout().lines("heard \\d+").get(number - 1);
        return new AnnouncedConnection(application.pid(), Integer.parseInt(heard.split(" ")[1]), port);
    }

    private static void ping(ForkedProcess application, AnnouncedConnection end) {
        application.send("ping");
        KernelView.await(
                application.pid(),
                sockets -> sockets.stream()
                        .anyMatch(socket ->
                                socket.isBetween(end.localPort(), end.peerPort()) && socket.retransmits() > 0));
    }

    private static ConnectionLifetime lifetime(KernelWatch watch, Network network, AnnouncedConnection end) {
        return watch.lifetime(end.localPort(), network.peer().address(), end.peerPort());
    }
}
