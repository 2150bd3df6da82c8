// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.keepalive.compat.application.Pool;
import io.keepalive.compat.application.PoolPeer;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.Commands;
import io.keepalive.testkit.process.ForkedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** An application with the agent, whose connections no thread uses except by command, and a peer on another host. */
public final class IdleConnectionScenario implements AutoCloseable {

    private final Network network;
    private final AgentFolder agent;
    private final ForkedProcess peer;
    private final String port;
    private final ForkedProcess application;
    private TimingAssertions timing;
    private int opened;

    private IdleConnectionScenario(
            Network network, AgentFolder agent, ForkedProcess peer, String configuration, List<String> through) {
        this.network = network;
        this.agent = agent;
        this.peer = peer;
        this.port = peer.stdout().await("listening (\\d+)").group(1);
        this.application = Launch.of(Pool.class)
                .on(network.app())
                .through(through)
                .agent(configuration)
                .start();
    }

    /**
     * Starts both and waits until the agent has started.
     *
     * @param policy the agent's configuration
     * @param peerMode what the peer does with received data, see {@link PoolPeer}
     * @param parameters kernel parameters of both hosts, such as net/ipv4/tcp_retries2=5
     */
    public static IdleConnectionScenario begin(
            AgentFolder agent, String policy, String peerMode, String... parameters) {
        return begin(agent, policy, peerMode, List.of(), parameters);
    }

    /**
     * Starts both and induces a failure in the application first; does not wait for the agent.
     *
     * @param failure the argument of the application's command, see {@link Pool}
     */
    static IdleConnectionScenario beginWithFailure(
            AgentFolder agent, String policy, String failure, List<String> through) {
        IdleConnectionScenario scenario = open(agent, policy, "drain", through);
        scenario.application.send("trouble " + failure).stdout().await("done trouble .*");
        return scenario;
    }

    /**
     * As {@link #begin(AgentFolder, String, String, String...)}.
     *
     * @param through the command that starts the application's JVM
     */
    public static IdleConnectionScenario begin(
            AgentFolder agent, String policy, String peerMode, List<String> through, String... parameters) {
        IdleConnectionScenario scenario = open(agent, policy, peerMode, through, parameters);
        agent.awaitStart();
        return scenario;
    }

    private static IdleConnectionScenario open(
            AgentFolder agent, String policy, String peerMode, List<String> through, String... parameters) {
        Network network = Network.open();
        for (String parameter : parameters) {
            String[] nameAndValue = parameter.split("=");
            int value = Integer.parseInt(nameAndValue[1]);
            network.app().kernelParameter(nameAndValue[0], value);
            network.peer().kernelParameter(nameAndValue[0], value);
        }
        ForkedProcess peer = Launch.of(PoolPeer.class)
                .on(network.peer())
                .arguments(network.peer().address(), peerMode)
                .start();
        return new IdleConnectionScenario(network, agent, peer, agent.configure(policy), through);
    }

    public Network network() {
        return network;
    }

    public AgentFolder agent() {
        return agent;
    }

    public ForkedProcess peer() {
        return peer;
    }

    public ForkedProcess application() {
        return application;
    }

    /** Starts another application on the same host, without the agent, which switches keepalive on itself. */
    ForkedProcess reference() {
        return Launch.of(Pool.class)
                .on(network.app())
                .jvmOption("-Dclient.keepalive=true")
                .start();
    }

    /** Opens a connection from the application to the peer and returns its local port. */
    public int open(String name) {
        return open(application, name);
    }

    public int open(ForkedProcess opening, String name) {
        opened++;
        opening.send("open " + name + " nio " + network.peer().address() + " " + port + " 1");
        return Integer.parseInt(
                opening.stdout().await("done open " + name + " (\\d+)").group(1));
    }

    /** Runs a command of the application on a connection and returns the result. */
    public String perform(String command, String name) {
        return perform(application, command, name);
    }

    public static String perform(ForkedProcess performing, String command, String name) {
        performing.send(command + " " + name);
        return performing
                .stdout()
                .next("done " + command + " " + name + "; \\d+: (.*)")
                .group(1);
    }

    /** Runs a command of the peer on all its connections, after it has accepted all that are open. */
    void commandPeer(String command) {
        String accepted = "await " + opened;
        peer.send(accepted).stdout().await("done " + accepted);
        peer.send(command).stdout().await("done " + command);
    }

    /** Sends a signal to the peer's process. Its kernel is not affected. */
    void signalPeer(String signal) {
        Commands.run(List.of("kill", "-" + signal, String.valueOf(peer.pid())));
    }

    /** Waits until the agent has logged so many events of a kind. */
    public List<JsonObject> await(String kind, int atLeast) {
        return agent.log().await(kind, atLeast);
    }

    /** Runs an action that causes a death, and starts to observe the kernel from outside. */
    public Interval during(Runnable action) {
        if (timing == null) {
            timing = TimingAssertions.of(application);
        }
        return Interval.of(action);
    }

    /** Waits for the one death and asserts that it was detected in time, see {@link TimingAssertions#assertInTime}. */
    JsonObject awaitDeath(Interval since, DetectionDeadline due, Duration idleBefore) {
        JsonObject death = await("peer.dead", 1).get(0);
        assertInTime(death, since, due, idleBefore);
        return death;
    }

    /** @param since of {@link #during} */
    public void assertInTime(JsonObject death, Interval since, DetectionDeadline due, Duration idleBefore) {
        timing.assertInTime(death, since, due, idleBefore);
    }

    /** When the agent reported it. */
    public static Instant timeOf(JsonObject event) {
        return Instant.parse(event.get("time").getAsString());
    }

    /** Sleeps for so many rounds, in which an unwanted report would appear. */
    public static void awaitRounds(int times) {
        Await.pause(TimingAssertions.WATCH_PERIOD.multipliedBy(times));
    }

    /**
     * Ends the application, which completes the log, and returns what was reported about all peers: "suspect" with its
     * reason, "recovered", "stalled", "half_closed", "dead" with its cause and detector; and the agent's own errors.
     */
    public List<String> reportedEvents() {
        assertThat(application.finish()).isZero();
        return reportedBy(agent);
    }

    /** What the agent has reported about all peers so far, as in {@link #reportedEvents()}. */
    public static List<String> reportedBy(AgentFolder agent) {
        return agent.log().events().stream()
                .flatMap(IdleConnectionScenario::summary)
                .toList();
    }

    /** As {@link #reportedEvents()}, of one connection. */
    public List<String> reportedEvents(int localPort) {
        assertThat(application.finish()).isZero();
        return agent.log().events().stream()
                .filter(event -> event.has("network.local.port")
                        && event.get("network.local.port").getAsInt() == localPort)
                .flatMap(IdleConnectionScenario::summary)
                .toList();
    }

    private static Stream<String> summary(JsonObject event) {
        String kind = event.get("event").getAsString();
        return switch (kind) {
            case "peer.dead" -> Stream.of("dead: " + text(event, "cause") + " by " + text(event, "detected.by"));
            case "peer.suspect" -> Stream.of("suspect: " + text(event, "reason"));
            case "peer.recovered", "peer.stalled", "connection.half_closed" -> Stream.of(kind.replaceAll(".*\\.", ""));
            case "agent.error" -> Stream.of("error: " + event);
            default -> Stream.of();
        };
    }

    private static String text(JsonObject event, String key) {
        JsonElement value = event.get(key);
        return value == null ? "none" : value.getAsString();
    }

    @Override
    public void close() {
        if (timing != null) {
            timing.close();
        }
        application.close();
        peer.close();
        network.close();
    }
}
