// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.busy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.deaths.DetectionDeadline;
import io.keepalive.compat.policy.LibraryPeer;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.KernelWatch;
import io.keepalive.testkit.network.Host;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import io.keepalive.testkit.process.Output;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Client libraries in use all the time, one on native sockets and one on the JDK's, whose server's host vanishes. With
 * the busy timeout they continue with a replica; without, they wait.
 */
@Tag("long")
class LibrariesUnderLoadIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String TIMINGS = "idle: 4s, interval: 2s, count: 3";

    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"lettuce", "postgresql"})
    void continueInTime(String library) {
        try (Load load = new Load(new AgentFolder(folder), library, "keepalive: {" + TIMINGS + "}");
                KernelWatch watch = KernelWatch.of(load.application)) {
            long silenced = load.silenceServer();
            Output.Arrival failed = load.application.stdout().awaitArrival("failed: .*");
            load.application.stdout().await("served by replica");
            Duration waited = Duration.ofNanos(failed.nanos() - silenced);
            Duration late = watch.longestGap().multipliedBy(2).plusSeconds(1);
            assertThat(waited)
                    .isBetween(
                            TIMEOUT,
                            DetectionDeadline.ofBusyTimeout(TIMEOUT)
                                    .atMost(Duration.ZERO)
                                    .plus(late));
            assertThat(load.agent.log().await("peer.dead", 1))
                    .extracting(death -> death.get("cause").getAsString())
                    .containsExactly("retransmission_timeout");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lettuce", "postgresql"})
    void waitWithoutBusyTimeout(String library) {
        try (Load load =
                new Load(new AgentFolder(folder), library, "keepalive: {" + TIMINGS + ", busy-timeout: off}")) {
            load.silenceServer();
            Await.pause(TIMEOUT.multipliedBy(2));
            assertThat(load.application.stdout().lines("failed: .*")).isEmpty();
            assertThat(load.agent.log().events("peer.dead")).isEmpty();
        }
    }

    /** A server and its replica, each on a host of its own, and the application with the agent. */
    private static final class Load implements AutoCloseable {

        private final AgentFolder agent;
        private final Network network = Network.withPeers(2);
        private final ForkedProcess server;
        private final ForkedProcess replica;
        private final ForkedProcess application;

        Load(AgentFolder agent, String library, String policy) {
            this.agent = agent;
            String protocol = library.equals("lettuce") ? "redis" : "postgres";
            server = peer(network.peer(0), protocol);
            replica = peer(network.peer(1), protocol);
            application = Launch.of(LibraryLoad.class)
                    .on(network.app())
                    .librariesLike("lettuce-")
                    .librariesLike("netty-")
                    .librariesLike("reactor-core-")
                    .librariesLike("reactive-streams-")
                    .librariesLike("redis-authx-")
                    .libraries(org.slf4j.Logger.class, org.postgresql.Driver.class)
                    .agent(agent.configure(policy))
                    .arguments(library)
                    .arguments(network.peer(0).address(), port(server))
                    .arguments(network.peer(1).address(), port(replica))
                    .start();
            agent.awaitStart();
            application.send("go").stdout().await("served by server");
            agent.awaitText(text -> text.contains("connection.opened") || text.contains("connection.adopted"));
        }

        private static ForkedProcess peer(Host host, String protocol) {
            return Launch.of(LibraryPeer.class)
                    .on(host)
                    .arguments(host.address(), protocol)
                    .start();
        }

        private static String port(ForkedProcess peer) {
            return peer.stdout().await("listening (\\d+)").group(1);
        }

        /**
         * Silences the server while the application is stopped and has received all answers, so that its next command
         * is lost. Returns the time at which it continues, by {@link System#nanoTime}.
         */
        long silenceServer() {
            application.suspend();
            Await.pause(ANSWERED_WITHIN);
            network.silencePeer();
            long continued = System.nanoTime();
            application.resume();
            return continued;
        }

        @Override
        public void close() {
            application.close();
            server.close();
            replica.close();
            network.close();
        }
    }
}
