package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.keepalive.compat.application.Pool;
import io.keepalive.compat.application.PoolPeer;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.Commands;
import io.keepalive.testkit.process.ForkedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** An application with the agent, whose connections no thread touches unless told to, and a peer on another host. */
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
     * Starts both and waits until the agent is at work.
     *
     * @param policy the agent's configuration
     * @param manner what the peer does with what it is sent, see {@link PoolPeer}
     * @param parameters of both hosts' kernels, such as net/ipv4/tcp_retries2=5
     */
    public static IdleConnectionScenario begin(AgentFolder agent, String policy, String manner, String... parameters) {
        return begin(agent, policy, manner, List.of(), parameters);
    }

    /**
     * Starts both, and lets the application begin with trouble; does not wait for the agent.
     *
     * @param failure as the application takes it, see {@link Pool}
     */
    static IdleConnectionScenario beginWithFailure(
            AgentFolder agent, String policy, String failure, List<String> through) {
        IdleConnectionScenario scenario = open(agent, policy, "drain", through);
        scenario.application.send("trouble " + failure).stdout().await("done trouble .*");
        return scenario;
    }

    /** @param through the command that starts the application's JVM */
    public static IdleConnectionScenario begin(
            AgentFolder agent, String policy, String manner, List<String> through, String... parameters) {
        IdleConnectionScenario scenario = open(agent, policy, manner, through, parameters);
        agent.awaitStart();
        return scenario;
    }

    private static IdleConnectionScenario open(
            AgentFolder agent, String policy, String manner, List<String> through, String... parameters) {
        Network network = Network.open();
        for (String parameter : parameters) {
            String[] nameAndValue = parameter.split("=");
            int value = Integer.parseInt(nameAndValue[1]);
            network.app().kernelParameter(nameAndValue[0], value);
            network.peer().kernelParameter(nameAndValue[0], value);
        }
        ForkedProcess peer = Launch.of(PoolPeer.class)
                .on(network.peer())
                .arguments(network.peer().address(), manner)
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

    /** Another application on the same host, without the agent, which switches keepalive on itself. */
    ForkedProcess reference() {
        return Launch.of(Pool.class)
                .on(network.app())
                .jvmOption("-Dclient.keepalive=true")
                .start();
    }

    /** Lets the application open a connection to the peer, and gives its local port. */
    public int open(String name) {
        return open(application, name);
    }

    public int open(ForkedProcess opening, String name) {
        opened++;
        opening.send("open " + name + " nio " + network.peer().address() + " " + port + " 1");
        return Integer.parseInt(
                opening.stdout().await("done open " + name + " (\\d+)").group(1));
    }

    /** Lets the application do this on a connection, and gives what came of it. */
    public String perform(String command, String name) {
        return perform(application, command, name);
    }

    public static String perform(ForkedProcess performing, String command, String name) {
        performing.send(command + " " + name);
        return performing
                .stdout()
                .await("done " + command + " " + name + "; \\d+: (.*)")
                .group(1);
    }

    /** Lets the peer do this with all its connections, which its kernel may have opened before it has accepted them. */
    void commandPeer(String command) {
        String accepted = "await " + opened;
        peer.send(accepted).stdout().await("done " + accepted);
        peer.send(command).stdout().await("done " + command);
    }

    /** Stops the peer's process, or lets it go on; its kernel goes on all the time. */
    void signalPeer(String signal) {
        Commands.run(List.of("kill", "-" + signal, String.valueOf(peer.pid())));
    }

    /** Waits until the agent has written so many events of a kind. */
    public List<JsonObject> await(String kind, int atLeast) {
        return agent.log().await(kind, atLeast);
    }

    /** Does something after which a death is due, and has the kernel's verdict waited for from outside. */
    public Interval during(Runnable action) {
        if (timing == null) {
            timing = TimingAssertions.of(application);
        }
        return Interval.of(action);
    }

    /** Waits for the one death, which must have been noticed when it was due: see {@link TimingAssertions#assertInTime}. */
    JsonObject awaitDeath(Interval since, DetectionDeadline due, Duration idleBefore) {
        JsonObject death = await("peer.dead", 1).get(0);
        assertInTime(death, since, due, idleBefore);
        return death;
    }

    /** @param since of {@link #during} */
    public void assertInTime(JsonObject death, Interval since, DetectionDeadline due, Duration idleBefore) {
        timing.assertInTime(death, since, due, idleBefore);
    }

    static Instant timeOf(JsonObject event) {
        return Instant.parse(event.get("time").getAsString());
    }

    /** As many looks of the watcher, in which something would be reported if it were going to be. */
    public static void awaitRounds(int times) {
        pause(TimingAssertions.WATCH_PERIOD.multipliedBy(times));
    }

    /** Time in which something would be reported if it were going to be. */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /**
     * Ends the application, with which the log is complete, and gives what was reported of all peers: "suspect" with its
     * reason, "recovered", "half_closed", "dead" with its cause and who noticed; and the agent's own errors.
     */
    public List<String> reportedEvents() {
        assertThat(application.finish()).isZero();
        return agent.log().events().stream()
                .flatMap(IdleConnectionScenario::summary)
                .toList();
    }

    /** The same of one connection alone. */
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
            case "peer.recovered", "connection.half_closed" -> Stream.of(kind.replaceAll(".*\\.", ""));
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
