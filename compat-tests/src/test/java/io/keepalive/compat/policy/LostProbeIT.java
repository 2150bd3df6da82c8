// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.NativeTransport;
import io.keepalive.compat.application.PoolPeer;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.KernelSocket;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One lost probe ends no connection, whatever the application and the configuration set. */
class LostProbeIT {

    /** The first probe of the last connection and the second probe of the first are eleven seconds apart. */
    private static final String POLICY = "keepalive: {idle: 1s, interval: 12s, count: 2, user-timeout: 25s}";

    private static final String[] CONNECTIONS = {
        "plain", "short TCP_USER_TIMEOUT=4000", "slow SO_KEEPALIVE=true TCP_KEEPIDLE=2 TCP_KEEPINTVL=24 TCP_KEEPCNT=2"
    };

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"strictest", "agent", "app", "fill-gaps"})
    void endsNoConnection(String precedence) {
        AgentFolder agent = new AgentFolder(folder);
        try (Network network = Network.open();
                ForkedProcess peer = Launch.of(PoolPeer.class)
                        .on(network.peer())
                        .arguments(network.peer().address(), "drain")
                        .start();
                ForkedProcess application = Launch.of(NativeTransport.class)
                        .on(network.app())
                        .librariesLike("netty-")
                        .agent(agent.configure(POLICY + "\nprecedence: " + precedence))
                        .arguments("epoll", network.app().address())
                        .start()) {
            agent.awaitStart();
            String port = peer.stdout().await("listening (\\d+)").group(1);
            for (String connection : CONNECTIONS) {
                application.send("connect " + network.peer().address() + " " + port + " " + connection);
                AnnouncedConnection.of(application, connection.split(" ")[0], "connect");
            }
            agent.log().await("connection.adopted", CONNECTIONS.length);
            dropOneProbe(network, application);
            assertThat(connections(KernelView.socketsOf(application.pid())))
                    .hasSize(CONNECTIONS.length)
                    .noneMatch(KernelSocket::isEnded);
        }
    }

    /** Drops the first probe of each connection; later probes are answered. */
    private static void dropOneProbe(Network network, ForkedProcess application) {
        network.silencePeer();
        KernelView.await(
                application.pid(),
                sockets -> connections(sockets)
                        .filter(socket -> socket.keepalive() == 1)
                        .allMatch(socket -> socket.probes() >= 1));
        network.healPeer();
        KernelView.await(application.pid(), sockets -> connections(sockets).allMatch(socket -> socket.probes() == 0));
    }

    private static Stream<KernelSocket> connections(List<KernelSocket> sockets) {
        return sockets.stream().filter(socket -> socket.isTcp() && !socket.isListening());
    }
}
