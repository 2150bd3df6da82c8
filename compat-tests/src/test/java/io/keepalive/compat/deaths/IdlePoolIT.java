// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.Pool;
import io.keepalive.compat.application.PoolPeer;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.KernelSocket;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.network.Host;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred connections that no thread uses, half of them to a host that falls silent. */
class IdlePoolIT {

    private static final int CONNECTIONS_OF_A_KIND = 50;
    private static final List<String> KINDS = List.of("blocking", "nio");
    private static final int TO_EACH_HOST = CONNECTIONS_OF_A_KIND * KINDS.size();

    /**
     * Enough for the connections of two applications to the host that dies, so that those to the other host must share
     * ports with them.
     */
    private static final int PORTS = 2 * TO_EACH_HOST + 20;

    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration DETECTION = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void everyConnectionToTheDeadHostIsReportedAndNoOther() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure("keepalive: {idle: 2s, interval: 1s, count: 3}");
        try (Network network = networkWithTheSameSettings();
                ForkedProcess dying = poolPeer(network.peer(0));
                ForkedProcess living = poolPeer(network.peer(1));
                ForkedProcess watched =
                        application(network).agent(configuration).start();
                ForkedProcess reference = application(network)
                        .jvmOption("-Dclient.keepalive=true")
                        .start();
                TimingAssertions timing = TimingAssertions.of(watched)) {
            agent.awaitStart();
            network.app().localPorts(PORTS);
            Set<String> doomed = openTo(network.peer(0), dying, "dying", watched);
            openTo(network.peer(0), dying, "dying", reference);
            Set<String> spared = openTo(network.peer(1), living, "living", watched);

            Interval silenced = Interval.of(network::silencePeer);
            // The idle time began before the silence.
            assertThat(agent.log().await("peer.dead", TO_EACH_HOST))
                    .allSatisfy(
                            death -> timing.assertInTime(death, silenced, DetectionDeadline.after(DETECTION), IDLE));
            awaitEnds(reference);

            for (String kind : KINDS) {
                assertThat(use("dying-" + kind, watched))
                        .hasSize(CONNECTIONS_OF_A_KIND)
                        .isEqualTo(use("dying-" + kind, reference))
                        .allMatch(result -> result.contains("Exception: Connection timed out"));
                assertThat(use("living-" + kind, watched))
                        .hasSize(CONNECTIONS_OF_A_KIND)
                        .containsOnly("0");
            }
            assertThat(watched.finish()).isZero();
            assertDeaths(agent.log().events("peer.dead"), doomed);
            assertThat(agent.log().events("connection.opened")).hasSize(doomed.size() + spared.size());
            assertThat(agent.log().events("agent.error")).isEmpty();
        }
    }

    private static void assertDeaths(List<JsonObject> deaths, Set<String> doomed) {
        assertThat(deaths)
                .extracting(death -> death.get("network.local.port").getAsString())
                .containsExactlyInAnyOrderElementsOf(doomed);
        assertThat(deaths).allSatisfy(death -> {
            assertThat(death.get("cause").getAsString()).isEqualTo("keepalive_timeout");
            assertThat(death.get("detected.by").getAsString()).isEqualTo("watch");
        });
    }

    /** Lets the application without the agent lose its peers too. */
    private static Network networkWithTheSameSettings() {
        Network network = Network.withPeers(2);
        network.app().kernelParameter("net/ipv4/tcp_keepalive_time", 2);
        network.app().kernelParameter("net/ipv4/tcp_keepalive_intvl", 1);
        network.app().kernelParameter("net/ipv4/tcp_keepalive_probes", 3);
        return network;
    }

    private static ForkedProcess poolPeer(Host host) {
        return Launch.of(PoolPeer.class)
                .on(host)
                .arguments(host.address(), "echo")
                .start();
    }

    private static Launch application(Network network) {
        return Launch.of(Pool.class).on(network.app());
    }

    /** Opens connections of each kind and returns all local ports. */
    private static Set<String> openTo(Host host, ForkedProcess peer, String name, ForkedProcess application) {
        String port = peer.stdout().await("listening (\\d+)").group(1);
        Set<String> ports = new TreeSet<>();
        for (String kind : KINDS) {
            String named = name + "-" + kind;
            application.send(
                    "open " + named + " " + kind + " " + host.address() + " " + port + " " + CONNECTIONS_OF_A_KIND);
            String opened =
                    application.stdout().await("done open " + named + " (.*)").group(1);
            ports.addAll(List.of(opened.split(" ")));
        }
        return ports;
    }

    private static void awaitEnds(ForkedProcess application) {
        KernelView.await(
                application.pid(),
                sockets -> sockets.stream().filter(KernelSocket::isEnded).count() == TO_EACH_HOST);
    }

    /** Sends a byte on each connection, reads one, and returns the results. */
    private static List<String> use(String name, ForkedProcess application) {
        application.send("echo " + name);
        String results =
                application.stdout().await("done echo " + name + "; (.*)").group(1);
        return Arrays.stream(results.split("; "))
                .map(result -> result.replaceFirst("\\d+: ", ""))
                .toList();
    }
}
