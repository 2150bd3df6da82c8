// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.Client;
import io.keepalive.compat.application.Idle;
import io.keepalive.compat.application.NativeTransport;
import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.Peer;
import io.keepalive.compat.deaths.DeadPeerScenario;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.Required;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Attachment;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.KernelSocket;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.NamespaceSockets;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.network.InheritedConnection;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections that no intercepted method has opened, or that are older than the agent. */
public class AdoptionIT {

    /** The watcher has two intervals for the round that must see the last probes but one, on a busy machine too. */
    private static final SocketOptions POLICY = new SocketOptions(1, 3, 3, 3, 0);

    private static final String KEEPALIVE = "keepalive: {idle: 3s, interval: 3s, count: 3}";

    /** Connections of each direction. */
    private static final int MANY = 80;

    /** The connection kinds of {@link Client}, five connections of each. */
    private static final String[] TWENTY = Collections.nCopies(5, DeadPeerScenario.KINDS).stream()
            .flatMap(Stream::of)
            .toArray(String[]::new);

    @TempDir
    private Path folder;

    private Network network;

    @AfterEach
    void closeNetwork() {
        if (network != null) {
            network.close();
        }
    }

    static List<String> transports() {
        return Jdk.underTest().feature() >= 9 ? List.of("epoll", "io_uring") : List.of("epoll");
    }

    @ParameterizedTest
    @MethodSource("transports")
    void ofNativeTransportsAreTunedAndTheirDeathsReported(String transport) {
        network = Network.open();
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess peer = peer();
                ForkedProcess application = nativeServer(transport, agent);
                ForkedProcess caller = caller(listeningPort(application), "blocking")) {
            agent.awaitStart();
            caller.send("go").stdout().await("ready");
            application.send("connect " + network.peer().address() + " " + listeningPort(peer));
            assertAdopted(agent, AnnouncedConnection.of(application, "native", "connect"), "outbound");
            assertAdopted(agent, AnnouncedConnection.of(application, "native", "accept"), "inbound");
            assertDeathsAfterSilence(agent, 2);
        }
    }

    /** They die in groups, and the transport closes some of them while the watcher works on others. */
    @ParameterizedTest
    @MethodSource("transports")
    void manyOfNativeTransportsThatDieTogetherAreReported(String transport) {
        network = Network.open();
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess peer = peer();
                ForkedProcess application = nativeServer(transport, agent);
                ForkedProcess caller = caller(
                        listeningPort(application),
                        Collections.nCopies(MANY, "blocking").toArray(new String[0]))) {
            agent.awaitStart();
            caller.send("go").stdout().await("ready");
            for (int i = 0; i < MANY; i++) {
                application.send("connect " + network.peer().address() + " " + listeningPort(peer));
            }
            agent.log().await("connection.adopted", 2 * MANY);
            network.silencePeer();
            agent.log().await("connection.closed", 2 * MANY);
            assertThat(application.finish()).isZero();
            assertThat(ids(agent, "peer.dead")).containsExactlyInAnyOrderElementsOf(ids(agent, "connection.adopted"));
        }
    }

    static Stream<Arguments> clientsPerKind() {
        return transports().stream().flatMap(transport -> Stream.of(arguments(transport, 1), arguments(transport, 3)));
    }

    /**
     * A client in its own network namespace, as in a container: when its last connections are gone, the kernel's
     * socket table there is empty. The kernel gives them up twelve seconds after the agent has adopted them, and the next
     * round comes more than a second after Netty has closed them.
     *
     * @param count of connections that die within one round
     */
    @ParameterizedTest
    @MethodSource("clientsPerKind")
    void ofNativeTransportsThatWereTheLastOfTheirHostAreReported(String transport, int count) {
        network = Network.open();
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess peer = peer();
                ForkedProcess application = nativeTransport(transport)
                        .on(network.app())
                        .agent(agent.configure(KEEPALIVE + "\nwatch: {every: 4400ms}"))
                        .start()) {
            agent.awaitStart();
            application.stdout().await("listening nowhere");
            for (int i = 0; i < count; i++) {
                application.send("connect " + network.peer().address() + " " + listeningPort(peer));
            }
            assertAllAdopted(agent, application, count, "outbound");
            assertDeathsAfterSilence(agent, count);
            assertThat(application.finish()).isZero();
            assertThat(ids(agent, "peer.dead")).containsExactlyInAnyOrderElementsOf(ids(agent, "connection.adopted"));
        }
    }

    @Test
    void inheritedAndUntouchedIsTunedAndItsDeathReported() {
        network = Network.open();
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess peer = peer();
                ForkedProcess application = Launch.of(Idle.class)
                        .on(network.app())
                        .through(InheritedConnection.command(network.peer().address(), listeningPort(peer)))
                        .agent(agent.configure(KEEPALIVE))
                        .start()) {
            assertAdopted(agent, AnnouncedConnection.of(application, "inherited", "connect"), "outbound");
            assertDeathsAfterSilence(agent, 1);
        }
    }

    /** A client with twenty connections and a thread blocked in read on each. */
    @Test
    void olderThanTheAgentAreTunedAndTheirDeathsReported() {
        network = Network.open();
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess peer = peer();
                ForkedProcess application = Launch.of(Client.class)
                        .on(network.app())
                        .arguments(network.peer().address(), String.valueOf(listeningPort(peer)))
                        .arguments(TWENTY)
                        .start()) {
            application.send("go").stdout().await("ready");
            Attachment.of(application, agent.configure(KEEPALIVE));
            assertAllAdopted(agent, application, TWENTY.length, "outbound");
            assertDeathsAfterSilence(agent, TWENTY.length);
            application.stdout().await("\\w+ read: .*Exception: Connection timed out.*", TWENTY.length);
        }
    }

    /** A server with a thread blocked in accept, which continues in the code from before the agent. */
    @Test
    void acceptedByACallOlderThanTheAgentAreInbound() {
        network = Network.open();
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess server = Launch.of(Peer.class)
                        .on(network.app())
                        .arguments(network.app().address())
                        .start();
                ForkedProcess before = caller(listeningPort(server), TWENTY);
                ForkedProcess after = caller(listeningPort(server), "blocking", "nio")) {
            before.send("go").stdout().await("ready");
            Attachment.of(server, agent.configure(KEEPALIVE));
            assertAllAdopted(agent, server, TWENTY.length, "inbound");
            after.send("go").stdout().await("ready");
            KernelView.await(server.pid(), sockets -> tuned(sockets) == TWENTY.length + 2);
            assertDeathsAfterSilence(agent, TWENTY.length + 2);
        }
    }

    @Test
    void connectionsClosedUnseenAreRemoved() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = nativePair(agent, KEEPALIVE)) {
            agent.log().await("connection.adopted", 2);
            application.send("close").stdout().await("done close");
            agent.log().await("connection.closed", 2);
            assertThat(ids(agent, "connection.closed"))
                    .containsExactlyInAnyOrderElementsOf(ids(agent, "connection.adopted"));
            assertThat(agent.log().events("peer.dead")).isEmpty();
        }
    }

    @Test
    void connectionOnAReusedDescriptorIsNew() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = nativePair(agent, KEEPALIVE)) {
            AnnouncedConnection first = AnnouncedConnection.of(application, "native", "connect");
            agent.log().await("connection.adopted", 2);
            List<Integer> numbers = awaitBothDescriptors(application);
            application.send("replace 127.0.0.1 " + listeningPort(application));
            AnnouncedConnection second = awaitSecond(application, first);
            assertThat(second.awaitSettings(POLICY::equals)).isEqualTo(POLICY);
            agent.log().await("connection.adopted", 4);
            // One of the two may get a lower number: some seconds after the start the agent closes its jar.
            assertThat(awaitBothDescriptors(application)).containsAnyElementsOf(numbers);
            agent.log().await("connection.closed", 2);
            assertThat(ids(agent, "connection.adopted")).doesNotHaveDuplicates();
        }
    }

    @Test
    void areLeftAloneWhenTheConfigurationSaysSo() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = nativePair(agent, KEEPALIVE + "\nadopt: false")) {
            agent.configure("keepalive: {idle: 4s}\nadopt: false");
            agent.log().await("config.reloaded", 1);
            assertThat(AnnouncedConnection.of(application, "native", "connect").settings())
                    .isEqualTo(SocketOptions.defaults());
            assertThat(AnnouncedConnection.of(application, "native", "accept").settings())
                    .isEqualTo(SocketOptions.defaults());
            assertThat(agent.log().events("connection.adopted")).isEmpty();
            agent.configure(KEEPALIVE);
            agent.log().await("connection.adopted", 2);
        }
    }

    @Test
    void connectionsOfOtherProcessesAreNotAdopted() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess other = Launch.of(OneOfEachKind.class)
                        .arguments("blocking", "nio")
                        .start();
                ForkedProcess application = nativePair(agent, KEEPALIVE)) {
            agent.log().await("connection.adopted", 2);
            for (String kind : List.of("blocking", "nio")) {
                assertThat(AnnouncedConnection.of(other, kind, "connect").settings())
                        .isEqualTo(SocketOptions.defaults());
                assertThat(AnnouncedConnection.of(other, kind, "accept").settings())
                        .isEqualTo(SocketOptions.defaults());
            }
            assertThat(application.finish()).isZero();
        }
    }

    private ForkedProcess peer() {
        return Launch.of(Peer.class)
                .on(network.peer())
                .arguments(network.peer().address())
                .start();
    }

    /** A peer on the host that dies, which connects to the application. */
    private ForkedProcess caller(int port, String... kinds) {
        return Launch.of(Client.class)
                .on(network.peer())
                .arguments(network.app().address(), String.valueOf(port))
                .arguments(kinds)
                .start();
    }

    /** A client with Netty's native transport, see {@link NativeTransport}. */
    public static Launch nativeTransport(String transport) {
        if (!System.getProperty("os.arch").equals("amd64")) {
            Required.missing("Netty's native transports are here for x86-64 alone");
        }
        return Launch.of(NativeTransport.class).librariesLike("netty-").arguments(transport);
    }

    private ForkedProcess nativeServer(String transport, AgentFolder agent) {
        return nativeTransport(transport)
                .on(network.app())
                .agent(agent.configure(KEEPALIVE))
                .arguments(network.app().address())
                .start();
    }

    /** Both ends of a connection of an application to itself. */
    private static ForkedProcess nativePair(AgentFolder agent, String policy) {
        ForkedProcess application = nativeTransport("epoll")
                .agent(agent.configure(policy))
                .arguments("127.0.0.1")
                .start();
        agent.awaitStart();
        application.send("connect 127.0.0.1 " + listeningPort(application));
        application.stdout().await("done connect .*");
        return application;
    }

    public static int listeningPort(ForkedProcess application) {
        return Integer.parseInt(application.stdout().await("listening (\\d+)").group(1));
    }

    private void assertAdopted(AgentFolder agent, AnnouncedConnection end, String direction) {
        assertThat(end.awaitSettings(POLICY::equals)).isEqualTo(POLICY);
        assertThat(NamespaceSockets.of(network.app()).keepaliveTimer(end.localPort(), end.peerPort()))
                .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(0.0, 3.1));
        agent.awaitText(log -> !adopted(agent, end).isEmpty());
        assertThat(adopted(agent, end)).singleElement().satisfies(event -> {
            assertThat(event.get("direction").getAsString()).isEqualTo(direction);
            assertThat(event.get("network.peer.port").getAsInt()).isEqualTo(end.peerPort());
            assertThat(event.get("keepalive.idle.s").getAsInt()).isEqualTo(POLICY.idle());
        });
    }

    private static List<JsonObject> adopted(AgentFolder agent, AnnouncedConnection end) {
        return agent.log().events("connection.adopted").stream()
                .filter(event -> event.get("network.local.port").getAsInt() == end.localPort())
                .toList();
    }

    private static void assertAllAdopted(AgentFolder agent, ForkedProcess application, int count, String direction) {
        KernelView.await(application.pid(), sockets -> tuned(sockets) == count);
        assertThat(agent.log().await("connection.adopted", count))
                .hasSize(count)
                .allSatisfy(event ->
                        assertThat(event.get("direction").getAsString()).isEqualTo(direction));
    }

    private static long tuned(List<KernelSocket> sockets) {
        return sockets.stream()
                .filter(socket -> socket.isTcp() && socket.settings().equals(POLICY))
                .count();
    }

    /** A native transport closes the socket before the watcher can read the last unanswered probe. */
    private void assertDeathsAfterSilence(AgentFolder agent, int count) {
        network.silencePeer();
        assertThat(agent.log().await("peer.dead", count)).hasSize(count).allSatisfy(death -> {
            assertThat(death.get("cause").getAsString()).isEqualTo("keepalive_timeout");
            assertThat(death.get("probes").getAsInt()).isBetween(POLICY.count() - 1, POLICY.count());
        });
    }

    private static List<Integer> ids(AgentFolder agent, String kind) {
        return agent.log().events(kind).stream()
                .map(event -> event.get("connection.id").getAsInt())
                .toList();
    }

    /** The agent has a further descriptor of a socket while it works on it. */
    private static List<Integer> awaitBothDescriptors(ForkedProcess application) {
        List<Integer> numbers = new ArrayList<>();
        boolean both = Await.until(() -> {
            numbers.clear();
            numbers.addAll(descriptors(application));
            return numbers.size() == 2;
        });
        assertThat(both).as("%s", numbers).isTrue();
        return numbers;
    }

    private static List<Integer> descriptors(ForkedProcess application) {
        return KernelView.socketsOf(application.pid()).stream()
                .filter(socket -> socket.isTcp() && !socket.isListening())
                .map(KernelSocket::descriptor)
                .toList();
    }

    private static AnnouncedConnection awaitSecond(ForkedProcess application, AnnouncedConnection first) {
        application.stdout().await("done replace .*");
        return application.stdout().lines("connection native connect .*").stream()
                .map(line -> line.split(" "))
                .map(words -> new AnnouncedConnection(
                        application.pid(), Integer.parseInt(words[3]), Integer.parseInt(words[4])))
                .filter(end -> end.localPort() != first.localPort())
                .findFirst()
                .orElseThrow();
    }
}
