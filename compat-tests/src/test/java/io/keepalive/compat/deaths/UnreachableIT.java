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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A router between the application and its peer loses its route to the peer and reports that by ICMP. The kernel keeps
 * the error until it gives up the peer, and then returns it to reads and writes.
 */
class UnreachableIT {

    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration DETECTION = Duration.ofSeconds(5);

    private static final String POLICY = "keepalive: {idle: 2s, interval: 1s, count: 3}";
    private static final String WITH_USER_TIMEOUT = "keepalive: {idle: 4s, interval: 1s, count: 1, user-timeout: auto}";

    private static final String WITH_BUSY_TIMEOUT = "keepalive: {idle: 2s, interval: 1s, count: 3, busy-timeout: 8s}";
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(8);

    /** How much later than a user timeout the kernel may check it where it receives ICMP messages. */
    private static final Duration IGNORED_FOR = Duration.ofMillis(2_100);

    @TempDir
    private Path folder;

    private Network network;
    private Host router;
    private Host app;
    private Host peer;

    /** Makes the host in the middle a router. */
    @BeforeEach
    void route() {
        network = Network.withPeers(2);
        router = network.app();
        app = network.peer(0);
        peer = network.peer(1);
        router.kernelParameter("net/ipv4/ip_forward", 1);
        app.run("ip", "route", "add", "default", "via", "10.77.0.1");
        peer.run("ip", "route", "add", "default", "via", "10.77.1.1");
    }

    @AfterEach
    void close() {
        network.close();
    }

    /** @param kind the type of the route: unreachable (no such host) or prohibit (administratively prohibited) */
    @ParameterizedTest
    @ValueSource(strings = {"unreachable", "prohibit"})
    void withDataInFlightTheCallToldSo(String kind) {
        try (ForkedProcess poolPeer = poolPeer(peer, "drain");
                ForkedProcess application = application(WITH_USER_TIMEOUT + DeadPeerScenario.RARE_ROUNDS)) {
            open(application, peer, poolPeer);
            loseRoute(kind);
            IdleConnectionScenario.perform(application, "write", "busy");
            awaitEnd(application);
            assertThat(IdleConnectionScenario.perform(application, "read", "busy"))
                    .contains("No route to host");
            JsonObject death = onlyDeath(application);
            assertThat(death.get("cause").getAsString()).isEqualTo("unreachable");
            assertThat(death.get("detected.by").getAsString()).isEqualTo("read");
            assertThat(death.get("level").getAsString()).isEqualTo("WARN");
            assertThat(death.get("exception").getAsString()).contains("No route to host");
            assertThat(death.get("retransmits").getAsInt()).isPositive();
        }
    }

    /**
     * The ICMP error is part of the pending error of the application, which the watcher does not consume. Each ICMP
     * message also makes the kernel revert the last doubling of the retransmission timeout and ignore that a user
     * timeout had shortened it (RFC 6069): up to 1.6 s pass until it checks the time again.
     */
    @Test
    void withDataInFlightAndNoCallItIsARetransmissionTimeout() {
        try (ForkedProcess poolPeer = poolPeer(peer, "drain");
                ForkedProcess application = application(WITH_USER_TIMEOUT);
                TimingAssertions timing = TimingAssertions.of(application)) {
            open(application, peer, poolPeer);
            loseRoute("unreachable");
            Interval sent = Interval.of(() -> IdleConnectionScenario.perform(application, "write", "busy"));
            JsonObject death = agent().log().await("peer.dead", 1).get(0);
            timing.assertInTime(
                    death, sent, DetectionDeadline.after(DETECTION).andRetransmitting(IGNORED_FOR), IGNORED_FOR);
            assertThat(IdleConnectionScenario.perform(application, "read", "busy"))
                    .contains("No route to host");
            assertThat(onlyDeath(application).get("cause").getAsString()).isEqualTo("retransmission_timeout");
        }
    }

    /** As above, with a user timeout that is armed only now. */
    @Test
    void withDataInFlightTheBusyTimeoutHolds() {
        try (ForkedProcess poolPeer = poolPeer(peer, "drain");
                ForkedProcess application = application(WITH_BUSY_TIMEOUT);
                TimingAssertions timing = TimingAssertions.of(application)) {
            open(application, peer, poolPeer);
            loseRoute("unreachable");
            Interval sent = Interval.of(() -> IdleConnectionScenario.perform(application, "write", "busy"));
            JsonObject death = agent().log().await("peer.dead", 1).get(0);
            timing.assertInTime(
                    death,
                    sent,
                    DetectionDeadline.ofBusyTimeout(BUSY_TIMEOUT).andRetransmitting(IGNORED_FOR),
                    IGNORED_FOR);
            assertThat(IdleConnectionScenario.perform(application, "read", "busy"))
                    .contains("No route to host");
            assertThat(onlyDeath(application).get("cause").getAsString()).isEqualTo("retransmission_timeout");
        }
    }

    /** The router is gone, and the kernel of this host reports that: only the silence of the peer is known. */
    @Test
    void aSilentNeighbourIsARetransmissionTimeout() {
        try (ForkedProcess poolPeer = poolPeer(router, "idle");
                ForkedProcess application = application(WITH_USER_TIMEOUT)) {
            open(application, router, poolPeer);
            router.run("ip", "link", "set", "cable0", "arp", "off");
            app.run("ip", "neigh", "del", router.address(), "dev", "cable");
            IdleConnectionScenario.perform(application, "flood", "busy");
            application.stdout().await("flood busy: .*No route to host.*");
            agent().log().await("peer.dead", 1);
            assertThat(onlyDeath(application).get("cause").getAsString()).isEqualTo("retransmission_timeout");
        }
    }

    /** For the kernel, a probe answered by ICMP is an unanswered one. */
    @Test
    void whileIdleItIsAKeepaliveTimeout() {
        try (ForkedProcess poolPeer = poolPeer(peer, "drain");
                ForkedProcess application = application(POLICY);
                TimingAssertions timing = TimingAssertions.of(application)) {
            open(application, peer, poolPeer);
            Interval lost = Interval.of(() -> loseRoute("unreachable"));
            JsonObject death = agent().log().await("peer.dead", 1).get(0);
            timing.assertInTime(death, lost, DetectionDeadline.after(DETECTION), IDLE);
            assertThat(IdleConnectionScenario.perform(application, "read", "busy"))
                    .contains("Exception: ");
            assertThat(onlyDeath(application).get("cause").getAsString()).isEqualTo("keepalive_timeout");
        }
    }

    private AgentFolder agent() {
        return new AgentFolder(folder);
    }

    private ForkedProcess application(String configuration) {
        ForkedProcess application = Launch.of(Pool.class)
                .on(app)
                .agent(agent().configure(configuration))
                .start();
        agent().awaitStart();
        return application;
    }

    private static ForkedProcess poolPeer(Host host, String peerMode) {
        return Launch.of(PoolPeer.class)
                .on(host)
                .arguments(host.address(), peerMode)
                .start();
    }

    private static void open(ForkedProcess application, Host host, ForkedProcess poolPeer) {
        String port = poolPeer.stdout().await("listening (\\d+)").group(1);
        application.send("open busy nio " + host.address() + " " + port + " 1");
        application.stdout().await("done open busy .*");
    }

    private void loseRoute(String kind) {
        router.run("ip", "route", "add", kind, peer.address());
    }

    private static void awaitEnd(ForkedProcess application) {
        KernelView.await(application.pid(), sockets -> sockets.stream().anyMatch(KernelSocket::isEnded));
    }

    private JsonObject onlyDeath(ForkedProcess application) {
        assertThat(application.finish()).isZero();
        assertThat(agent().log().events("peer.dead")).hasSize(1);
        return agent().log().events("peer.dead").get(0);
    }
}
