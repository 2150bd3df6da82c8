// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.Pool;
import io.keepalive.compat.application.PoolPeer;
import io.keepalive.compat.connections.SupportedConnectKinds;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.AgentLog;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.jvm.SelfSignedKeyStore;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the agent does on every platform, with the JVM started in some way. */
final class CoverageCheck {

    private static final SocketOptions POLICY = new SocketOptions(1, 41, 7, 4, 0);
    private static final List<String> POOLS = List.of("blocking", "nio");

    private final Path folder;
    private final List<String> jvmOptions;

    /**
     * @param folder for the agent's files
     * @param jvmOptions of the application
     */
    CoverageCheck(Path folder, List<String> jvmOptions) {
        this.folder = folder;
        this.jvmOptions = jvmOptions;
    }

    /**
     * Both ends of a connection of every kind have the policy, as the kernel shows from outside.
     *
     * @param more settings of the agent beside the timings
     */
    void everyKindHasThePolicy(String more) {
        AgentFolder agent = new AgentFolder(folder);
        List<String> kinds = SupportedConnectKinds.all();
        try (ForkedProcess application = Launch.of(OneOfEachKind.class)
                .jvmOptions(jvmOptions)
                .agent(agent.configure("keepalive: {idle: 41s, interval: 7s, count: 4}\n" + more))
                .jvmOptions(SelfSignedKeyStore.in(folder, jdkOfTheBuild()).jvmOptions())
                .arguments("-wait")
                .arguments(kinds.toArray(String[]::new))
                .start()) {
            agent.awaitStart();
            application.send("go").stdout().await("ready");
            for (String kind : kinds) {
                for (String role : List.of("connect", "accept")) {
                    assertThat(AnnouncedConnection.of(application, kind, role).awaitSettings(POLICY::equals))
                            .as(kind + " " + role)
                            .isEqualTo(POLICY);
                }
            }
            assertThat(application.finish()).isZero();
        }
    }

    /**
     * A peer falls silent while the connections to it are idle and no thread reads.
     *
     * @return how long after that the last death was reported
     */
    Duration idleDeathsAreReported() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure("keepalive: {idle: 2s, interval: 1s, count: 3}");
        try (Network network = Network.open();
                ForkedProcess peer = peer(network);
                ForkedProcess application = Launch.of(Pool.class)
                        .on(network.app())
                        .jvmOptions(jvmOptions)
                        .agent(configuration)
                        .start()) {
            agent.awaitStart();
            List<String> ports = open(application, network, peer);
            Instant silenced = Instant.now();
            network.silencePeer();
            List<JsonObject> deaths = agent.log().await("peer.dead", POOLS.size());
            assertThat(application.finish()).isZero();
            assertDeaths(agent, ports);
            return Duration.between(
                    silenced, Instant.parse(deaths.get(1).get("time").getAsString()));
        }
    }

    /** The messages of the agent's errors, see {@link AgentLog#failures}. */
    List<String> errors() {
        return new AgentFolder(folder)
                .log().failures().stream()
                        .map(error -> error.get("message").getAsString())
                        .toList();
    }

    /** Where the one under test is emulated, it takes minutes to generate a key. */
    private static Jdk jdkOfTheBuild() {
        return Jdk.at(Path.of(System.getProperty("java.home")));
    }

    private static ForkedProcess peer(Network network) {
        return Launch.of(PoolPeer.class)
                .jdk(jdkOfTheBuild())
                .on(network.peer())
                .arguments(network.peer().address(), "drain")
                .start();
    }

    private static List<String> open(ForkedProcess application, Network network, ForkedProcess peer) {
        String port = peer.stdout().await("listening (\\d+)").group(1);
        List<String> ports = new ArrayList<>();
        for (String kind : POOLS) {
            application.send("open " + kind + " " + kind + " " + network.peer().address() + " " + port + " 1");
            ports.add(
                    application.stdout().await("done open " + kind + " (\\d+)").group(1));
        }
        return ports;
    }

    private static void assertDeaths(AgentFolder agent, List<String> ports) {
        assertThat(agent.log().events("peer.dead"))
                .extracting(death -> death.get("network.local.port").getAsString() + " "
                        + death.get("cause").getAsString() + " by "
                        + death.get("detected.by").getAsString())
                .containsExactlyInAnyOrderElementsOf(ports.stream()
                        .map(port -> port + " keepalive_timeout by watch")
                        .toList());
    }
}
