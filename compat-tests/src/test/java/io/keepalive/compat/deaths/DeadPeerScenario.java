// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.Client;
import io.keepalive.compat.application.Peer;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.network.Host;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Two hosts: one runs a peer, the other the same application twice, with the agent and without. Each application has
 * one connection of every {@linkplain #KINDS kind} to the peer and a thread that reads from it.
 */
public final class DeadPeerScenario implements AutoCloseable {

    /**
     * Policy text that makes rounds rare, for tests in which a reader must detect the death: on a busy machine the
     * watcher may come before a thread that the kernel has just woken up.
     */
    public static final String RARE_ROUNDS = "\nwatch: {every: 1h}";

    public static final String[] KINDS = {"blocking", "nio", "selector", "aio"};

    private static final int APPLICATIONS = 2;

    private final Network network;
    private final AgentFolder agent;
    private final ForkedProcess peer;
    private final ForkedProcess observed;
    private final ForkedProcess reference;

    private DeadPeerScenario(
            Network network, AgentFolder agent, ForkedProcess peer, ForkedProcess observed, ForkedProcess reference) {
        this.network = network;
        this.agent = agent;
        this.peer = peer;
        this.observed = observed;
        this.reference = reference;
    }

    /** Starts everything and waits until all connections are open on both sides. */
    public static DeadPeerScenario begin(AgentFolder agent, String policy, String... clientOptions) {
        Network network = Network.open();
        tuneFor(network.app());
        ForkedProcess peer = Launch.of(Peer.class)
                .on(network.peer())
                .arguments(network.peer().address(), "-forgetful")
                .start();
        String port = peer.stdout().await("listening (\\d+)").group(1);
        ForkedProcess observed = client(network, port, clientOptions)
                .agent(agent.configure(policy))
                .start();
        ForkedProcess reference = client(network, port, clientOptions)
                .jvmOption("-Dclient.keepalive=true")
                .start();
        DeadPeerScenario scenario = new DeadPeerScenario(network, agent, peer, observed, reference);
        agent.awaitStart();
        scenario.applications(application -> application.send("go").stdout().await("ready"));
        peer.stdout().await("accepted \\d+", APPLICATIONS * KINDS.length);
        return scenario;
    }

    /** Lets the application without the agent lose its peer too, and earlier than after two hours. */
    private static void tuneFor(Host host) {
        host.kernelParameter("net/ipv4/tcp_keepalive_time", 2);
        host.kernelParameter("net/ipv4/tcp_keepalive_intvl", 1);
        host.kernelParameter("net/ipv4/tcp_keepalive_probes", 3);
        host.kernelParameter("net/ipv4/tcp_retries2", 3);
    }

    private static Launch client(Network network, String port, String... options) {
        return Launch.of(Client.class)
                .on(network.app())
                .jvmOptions(List.of(options))
                .arguments(network.peer().address(), port)
                .arguments(KINDS);
    }

    public Network network() {
        return network;
    }

    ForkedProcess peer() {
        return peer;
    }

    AgentFolder agent() {
        return agent;
    }

    /** The application with the agent. */
    public ForkedProcess observed() {
        return observed;
    }

    /** Applies the action to both applications. */
    void applications(Consumer<ForkedProcess> action) {
        action.accept(observed);
        action.accept(reference);
    }

    /**
     * Waits until the readers of both applications have failed, asserts that they saw the same, and that there is one
     * report with this cause for each connection.
     */
    public List<JsonObject> deaths(String cause) {
        awaitEqualEnds();
        agent.log().await("peer.dead", KINDS.length);
        assertThat(observed.finish()).isZero();
        List<JsonObject> deaths = agent.log().events("peer.dead");
        assertThat(byPort(deaths).keySet()).containsExactlyInAnyOrderElementsOf(ports().keySet());
        assertThat(deaths).hasSize(KINDS.length).allSatisfy(death -> assertIsOf(death, cause));
        return deaths;
    }

    private void assertIsOf(JsonObject death, String cause) {
        assertThat(death.get("cause").getAsString()).isEqualTo(cause);
        assertThat(death.get("direction").getAsString()).isEqualTo("outbound");
        assertThat(death.get("network.peer.address").getAsString())
                .isEqualTo(network.peer().address());
        String kind = ports().get(death.get("network.local.port").getAsInt());
        String seen = observed.stdout()
                .await(kind + " (?:read|write): .*Exception: (.*)")
                .group(1);
        assertThat(death.get("exception").getAsString()).endsWith("Exception: " + seen);
    }

    /**
     * Waits for the first result of each reader that returns and for the read after it, and asserts that both are the
     * same with the agent and without.
     */
    void awaitEqualEnds() {
        for (String kind : KINDS) {
            String expected = end(reference, kind);
            assertThat(end(observed, kind)).as("what the application sees").isEqualTo(expected);
        }
    }

    private static String end(ForkedProcess application, String kind) {
        String end = application.stdout().await(kind + " read: .*").group()
                + ", then "
                + application.stdout().await(kind + " read again: .*").group();
        // The JDK's two wordings. A reader whose reads time out may be between two of them when its socket is closed.
        return end.replace("Socket is closed", "Socket closed");
    }

    /** Waits until each connection of the observed application has so many unanswered probes. */
    void awaitProbes(int unanswered) {
        KernelView.await(
                observed.pid(),
                sockets -> sockets.stream()
                                .filter(socket -> socket.probes() >= unanswered)
                                .count()
                        >= KINDS.length);
    }

    private Map<Integer, JsonObject> byPort(List<JsonObject> events) {
        Map<Integer, JsonObject> byPort = new TreeMap<>();
        events.forEach(event -> byPort.put(event.get("network.local.port").getAsInt(), event));
        return byPort;
    }

    /** The kind of each connection of the observed application, by local port. */
    private Map<Integer, String> ports() {
        Map<Integer, String> ports = new TreeMap<>();
        for (String kind : KINDS) {
            String port = observed.stdout()
                    .await("connected " + kind + " (\\d+) \\d+")
                    .group(1);
            ports.put(Integer.parseInt(port), kind);
        }
        return ports;
    }

    @Override
    public void close() {
        applications(ForkedProcess::close);
        peer.close();
        network.close();
    }
}
