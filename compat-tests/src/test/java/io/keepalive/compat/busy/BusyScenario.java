// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.busy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.NativeTransport;
import io.keepalive.compat.application.Pool;
import io.keepalive.compat.application.PoolPeer;
import io.keepalive.compat.deaths.DetectionDeadline;
import io.keepalive.compat.deaths.IdleConnectionScenario;
import io.keepalive.compat.deaths.Interval;
import io.keepalive.compat.deaths.TimingAssertions;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.KernelSocket;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * An application with the agent and one connection, {@value #NAME}, to a peer on another host. The application is a
 * {@link Pool}, or a {@link NativeTransport} for the kind {@value #NATIVE}.
 */
final class BusyScenario implements AutoCloseable {

    static final String NATIVE = "epoll";

    private static final String NAME = "busy";

    /** A {@link Pool} switches keepalive off before it connects. */
    private static final String OPENED_WITH = "SO_KEEPALIVE=0";

    private final Network network;
    private final AgentFolder agent;
    private final ForkedProcess peer;
    private final String kind;
    private final ForkedProcess application;
    private AnnouncedConnection end;
    private TimingAssertions timing;

    /** How long the peer was silent before data was sent to it, which counts where a probe went unanswered meanwhile. */
    private Duration silentBefore = Duration.ZERO;

    private BusyScenario(Network network, AgentFolder agent, ForkedProcess peer, String kind, String configuration) {
        this.network = network;
        this.agent = agent;
        this.peer = peer;
        this.kind = kind;
        this.application = application(network, kind, configuration);
    }

    /**
     * Starts the application with a connection that it has opened.
     *
     * @param kind blocking, nio or {@value #NATIVE}
     * @param peerMode what the peer does with received data, see {@link PoolPeer}
     * @param options of a native socket, see {@link NativeTransport}
     */
    static BusyScenario connected(AgentFolder agent, String policy, String kind, String peerMode, String... options) {
        Network network = Network.open();
        ForkedProcess peer = Launch.of(PoolPeer.class)
                .on(network.peer())
                .arguments(network.peer().address(), peerMode)
                .start();
        BusyScenario scenario = new BusyScenario(network, agent, peer, kind, agent.configure(policy));
        agent.awaitStart();
        String address = network.peer().address() + " "
                + peer.stdout().await("listening (\\d+)").group(1);
        scenario.end = kind.equals(NATIVE) ? scenario.connectNatively(address, options) : scenario.open(address);
        return scenario;
    }

    /** Starts the application with a connection that it has accepted. */
    static BusyScenario accepted(AgentFolder agent, String policy, String kind) {
        Network network = Network.open();
        ForkedProcess peer = Launch.of(Pool.class).on(network.peer()).start();
        BusyScenario scenario = new BusyScenario(network, agent, peer, kind, agent.configure(policy));
        agent.awaitStart();
        scenario.end = kind.equals(NATIVE) ? scenario.acceptNatively() : scenario.accept();
        return scenario;
    }

    private static ForkedProcess application(Network network, String kind, String configuration) {
        Launch launch = kind.equals(NATIVE)
                ? Launch.of(NativeTransport.class)
                        .librariesLike("netty-")
                        .arguments(NATIVE, network.app().address())
                : Launch.of(Pool.class);
        return launch.on(network.app()).agent(configuration).start();
    }

    private AnnouncedConnection open(String address) {
        application.send("open " + NAME + " " + kind + " " + address + " 1");
        int local = Integer.parseInt(
                application.stdout().await("done open " + NAME + " (\\d+)").group(1));
        return end(local, Integer.parseInt(address.split(" ")[1]));
    }

    private AnnouncedConnection connectNatively(String address, String... options) {
        application.send(String.join(" ", "connect", address, NAME, String.join(" ", options))
                .trim());
        agent.log().await("connection.adopted", 1);
        return AnnouncedConnection.of(application, NAME, "connect");
    }

    private AnnouncedConnection accept() {
        application.send("accept " + NAME + " " + network.app().address());
        String port =
                application.stdout().await("listening " + NAME + " (\\d+)").group(1);
        connectFromThePeer(port);
        int peerPort = Integer.parseInt(
                application.stdout().await("done accept " + NAME + " (\\d+)").group(1));
        return end(Integer.parseInt(port), peerPort);
    }

    private AnnouncedConnection acceptNatively() {
        connectFromThePeer(application.stdout().await("listening (\\d+)").group(1));
        agent.log().await("connection.adopted", 1);
        return AnnouncedConnection.of(application, "native", "accept");
    }

    private void connectFromThePeer(String port) {
        peer.send("open " + NAME + " blocking " + network.app().address() + " " + port + " 1");
        peer.stdout().await("done open .*");
        peer.send("receive " + NAME);
    }

    private AnnouncedConnection end(int localPort, int peerPort) {
        return new AnnouncedConnection(application.pid(), localPort, peerPort);
    }

    Network network() {
        return network;
    }

    AgentFolder agent() {
        return agent;
    }

    ForkedProcess peer() {
        return peer;
    }

    ForkedProcess application() {
        return application;
    }

    /** The application's end of the connection. */
    AnnouncedConnection end() {
        return end;
    }

    /** Runs a command of the {@link Pool} on the connection and returns the result. */
    String perform(String command) {
        return IdleConnectionScenario.perform(application, command, NAME);
    }

    /** Silences the peer, and sends it data then. From here on the kernel is observed. */
    Interval writeToTheSilent() {
        return writeAfter(silence());
    }

    /** Sends data after the peer has been silenced; the time between the two counts towards its death. */
    Interval writeAfter(Interval silenced) {
        Interval sent = Interval.of(this::write);
        silentBefore = Duration.between(silenced.begin(), sent.begin());
        return sent;
    }

    /** Silences the peer. From here on the kernel is observed. */
    Interval silence() {
        timing = TimingAssertions.of(application);
        return Interval.of(network::silencePeer);
    }

    /** Sends data. */
    void write() {
        command("write");
    }

    /** Has the application close the connection. */
    void endConnection() {
        command("close");
    }

    private void command(String command) {
        if (kind.equals(NATIVE)) {
            application.send(command).stdout().next("done " + command);
        } else {
            perform(command);
        }
    }

    /** Waits for the death, and asserts that the kernel ended the connection in time and that it was reported. */
    JsonObject awaitDeath(Interval since, DetectionDeadline due) {
        return awaitDeath(since, due, silentBefore);
    }

    /** @param heardBefore how long before that the peer may have answered last */
    JsonObject awaitDeath(Interval since, DetectionDeadline due, Duration heardBefore) {
        JsonObject death = agent.log().await("peer.dead", 1).get(0);
        timing.assertInTime(death, since, due, heardBefore);
        return death;
    }

    /** The user timeout in milliseconds, read from outside the application. */
    int userTimeout() {
        return end.settings().userTimeout();
    }

    /** Waits until the user timeout is as wanted. */
    void awaitUserTimeout(Predicate<Integer> wanted) {
        assertThat(end.awaitSettings(options -> wanted.test(options.userTimeout()))
                        .userTimeout())
                .matches(wanted);
    }

    /** Reads the user timeout for so long and asserts that it is always the same. */
    void assertUserTimeoutStays(int millis, Duration time) {
        long began = System.nanoTime();
        while (System.nanoTime() - began < time.toNanos()) {
            assertThat(userTimeout()).isEqualTo(millis);
            Await.pause(Duration.ofMillis(50));
        }
    }

    /** Waits until the kernel's state of the connection is as wanted. */
    void awaitKernel(Predicate<KernelSocket> wanted) {
        KernelView.await(
                application.pid(),
                sockets -> sockets.stream()
                        .anyMatch(socket -> socket.isBetween(end.localPort(), end.peerPort()) && wanted.test(socket)));
    }

    /**
     * Ends the application, which completes the log, and returns what was reported about its peers, see {@link
     * IdleConnectionScenario#reportedEvents()}. Asserts that what the agent set does not count as the application's.
     *
     * @param own the options that the application has set, as {@code TCP_KEEPIDLE=77}
     */
    List<String> reportedEvents(String... own) {
        assertThat(application.finish()).isZero();
        assertThat(agent.log().events("app.change"))
                .extracting(change -> change.get("option").getAsString() + "=" + change.get("value"))
                .filteredOn(change -> !change.equals(OPENED_WITH))
                .containsExactlyInAnyOrder(own);
        return IdleConnectionScenario.reportedBy(agent);
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
