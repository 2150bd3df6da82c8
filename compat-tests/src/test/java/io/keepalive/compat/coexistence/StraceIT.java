// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.Pool;
import io.keepalive.compat.application.PoolPeer;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.KernelSocket;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import io.keepalive.testkit.process.Strace;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pending error of a socket belongs to the application: reading SO_ERROR or peeking consumes it, and the
 * application then sees a clean end of stream. Checks the agent's system calls in a whole run, recorded by strace.
 */
class StraceIT {

    /* netinet/in.h, linux/tcp.h */
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_KEEPINTVL = 5;

    private static final String POLICY = "keepalive: {idle: 1s, interval: 1s, count: 2}";

    /** Opens a connection that the JVM inherits and has not seen opening. */
    private static final String WITH_A_CONNECTION = """
            import os, socket, sys
            inherited = socket.create_connection((sys.argv[1], int(sys.argv[2])))
            inherited.set_inheritable(True)
            os.execvp(sys.argv[3], sys.argv[3:])
            """;

    @TempDir
    private Path folder;

    @Test
    void noErrorIsTakenAwayAndNothingPeekedAt() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure(POLICY);
        Strace with = run(
                "with.strace",
                launch -> launch.agent(configuration),
                () -> {
                    // From here on connections are registered before they drift.
                    agent.awaitStart();
                    agent.log().await("connection.adopted", 1);
                },
                () -> agent.log().await("app.change", 1),
                deaths -> agent.log().await("peer.dead", deaths));
        Strace without = run(
                "without.strace",
                launch -> launch.jvmOption("-Dclient.keepalive=true"),
                () -> {},
                () -> {},
                deaths -> {});

        assertThat(with.calls("keepalive-agent", "TCP_INFO"))
                .as("that it shows what the agent does")
                .isNotEmpty();
        assertThat(with.calls("keepalive-.*", "SO_ERROR|MSG_PEEK")).isEmpty();
        assertThat(with.calls(".*", "SO_ERROR")).hasSameSizeAs(without.calls(".*", "SO_ERROR"));
        assertThat(with.calls(".*", "MSG_PEEK")).hasSameSizeAs(without.calls(".*", "MSG_PEEK"));
        assertThat(agent.log().events("peer.dead")).hasSize(4);
    }

    /**
     * Opens, adopts and restores connections where there is an agent, is reset, loses a silent peer, reads, and
     * closes.
     */
    private Strace run(
            String name,
            Consumer<Launch> variant,
            Runnable awaitAdoption,
            Runnable awaitDrift,
            Consumer<Integer> awaitDeaths) {
        Strace strace = new Strace(folder.resolve(name), "getsockopt,recvfrom,recvmsg,recvmmsg");
        try (Network network = networkWithTheSameSettings();
                ForkedProcess peer = Launch.of(PoolPeer.class)
                        .on(network.peer())
                        .arguments(network.peer().address(), "drain")
                        .start()) {
            String address = network.peer().address();
            String port = peer.stdout().await("listening (\\d+)").group(1);
            Launch launch = Launch.of(Pool.class)
                    .on(network.app())
                    .through(List.of("python3", "-c", WITH_A_CONNECTION, address, port))
                    .through(strace.command());
            variant.accept(launch);
            try (ForkedProcess application = launch.start()) {
                application.stdout().await("ready");
                awaitAdoption.run();
                command(application, "open stream blocking " + address + " " + port + " 1");
                command(application, "open channel nio " + address + " " + port + " 1");
                drift(application, "stream", Integer.parseInt(port));
                awaitDrift.run();
                peer.send("await 3").stdout().await("done await 3");
                peer.send("reset").stdout().await("done reset");
                awaitEnds(application, 3);
                awaitDeaths.accept(3);
                command(application, "open silent nio " + address + " " + port + " 1");
                network.silencePeer();
                awaitEnds(application, 4);
                awaitDeaths.accept(4);
                for (String connection : List.of("stream", "channel", "silent")) {
                    command(application, "read " + connection);
                    command(application, "close " + connection);
                }
                assertThat(application.finish()).isZero();
            }
        }
        return strace;
    }

    private static Network networkWithTheSameSettings() {
        Network network = Network.open();
        network.app().kernelParameter("net/ipv4/tcp_keepalive_time", 1);
        network.app().kernelParameter("net/ipv4/tcp_keepalive_intvl", 1);
        network.app().kernelParameter("net/ipv4/tcp_keepalive_probes", 2);
        return network;
    }

    private static void command(ForkedProcess application, String command) {
        String[] words = command.split(" ");
        application.send(command).stdout().await("done " + words[0] + " " + words[1] + ".*");
    }

    /** Changes an option as native code in the application could. */
    private static void drift(ForkedProcess application, String name, int peerPort) {
        String localPort =
                application.stdout().await("done open " + name + " (\\d+)").group(1);
        KernelView.set(
                new AnnouncedConnection(application.pid(), Integer.parseInt(localPort), peerPort),
                IPPROTO_TCP,
                TCP_KEEPINTVL,
                7);
    }

    private static void awaitEnds(ForkedProcess application, int connections) {
        KernelView.await(
                application.pid(),
                sockets -> sockets.stream().filter(KernelSocket::isEnded).count() == connections);
    }
}
