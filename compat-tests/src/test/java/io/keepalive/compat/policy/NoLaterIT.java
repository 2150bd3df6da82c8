// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.NativeTransport;
import io.keepalive.compat.application.PoolPeer;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.ConnectionLifetime;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.KernelWatch;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An application that sets keepalive and a user timeout itself, run with the agent in its default configuration and
 * without it. Compares when the kernel ends the connections of both.
 */
class NoLaterIT {

    @TempDir
    private Path folder;

    /**
     * Connections in use or idle. The application without the agent opens its connection, and sends, after the other
     * one. The idle time is so long that the peer is silent before the first probe is due, also on a busy machine: an
     * answered probe would begin the idle time of one of the two anew.
     */
    @ParameterizedTest
    @CsvSource({
        "SO_KEEPALIVE=true TCP_KEEPIDLE=20 TCP_KEEPINTVL=2 TCP_KEEPCNT=2, false",
        "SO_KEEPALIVE=true TCP_KEEPIDLE=20 TCP_KEEPINTVL=3 TCP_KEEPCNT=3 TCP_USER_TIMEOUT=23000, false",
        "SO_KEEPALIVE=true TCP_KEEPIDLE=13 TCP_KEEPINTVL=13 TCP_KEEPCNT=3 TCP_USER_TIMEOUT=6000, true",
        "TCP_USER_TIMEOUT=5000, true",
    })
    void itNoticesADeadPeer(String options, boolean inUse) {
        AgentFolder agent = new AgentFolder(folder);
        try (Network network = Network.open();
                ForkedProcess peer = Launch.of(PoolPeer.class)
                        .on(network.peer())
                        .arguments(network.peer().address(), "drain")
                        .start();
                ForkedProcess with =
                        application(network).agent(agent.configure("")).start();
                ForkedProcess without = application(network).start()) {
            agent.awaitStart();
            String connect = "connect " + network.peer().address() + " "
                    + peer.stdout().await("listening (\\d+)").group(1) + " own " + options;
            with.send(connect);
            agent.log().await("connection.adopted", 1);
            without.send(connect);
            AnnouncedConnection ours = AnnouncedConnection.of(with, "own", "connect");
            AnnouncedConnection theirs = AnnouncedConnection.of(without, "own", "connect");
            try (KernelWatch watch = KernelWatch.of(with);
                    KernelWatch reference = KernelWatch.of(without)) {
                network.silencePeer();
                if (inUse) {
                    send(with, ours);
                    send(without, theirs);
                }
                ConnectionLifetime own = lifetime(watch, network, ours);
                ConnectionLifetime theOther = lifetime(reference, network, theirs);
                assertThat(own.lastSeenOpen()).isBefore(theOther.firstSeenEnded());
            }
        }
    }

    private static Launch application(Network network) {
        return Launch.of(NativeTransport.class)
                .on(network.app())
                .librariesLike("netty-")
                .arguments("epoll", network.app().address());
    }

    private static void send(ForkedProcess application, AnnouncedConnection end) {
        application.send("write");
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
