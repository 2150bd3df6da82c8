// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Deaths that the watcher detects, since no thread of the application reads or writes unless a test commands it. The
 * numbers are those of the kernel, measured on Linux 6.18.
 */
@Tag("long")
class WatchedDeathsIT {

    private static final String POLICY = "keepalive: {idle: 2s, interval: 1s, count: 3}";
    private static final String POLICY_WITH_USER_TIMEOUT =
            "keepalive: {idle: 2s, interval: 1s, count: 3, user-timeout: auto}";

    /** An idle time so long that data is sent before the first probe is due, also on a busy machine. */
    private static final String POLICY_BUSY = "keepalive: {idle: 60s, interval: 1s, count: 3}";

    private static final String POLICY_BUSY_WITH_USER_TIMEOUT =
            "keepalive: {idle: 4s, interval: 1s, count: 1, user-timeout: auto}";

    private static final Duration IDLE = Duration.ofSeconds(2);
    /** The idle time and three intervals; equal to the user timeout. */
    private static final Duration DETECTION = Duration.ofSeconds(5);

    /** A connection in use falls silent while data is in flight, not after an idle time. */
    private static final Duration NOT_IDLE = Duration.ZERO;

    private static final String SUSPECT_BY_PROBES = "suspect: probes unanswered";

    private static final String SUSPECT_BY_DATA = "suspect: data retransmitted";

    @TempDir
    private Path folder;

    /** @param unplugged whether the link of this host loses its carrier */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void peerSilentWhileIdle(boolean unplugged) {
        String[] sameForTheReference = {
            "net/ipv4/tcp_keepalive_time=2", "net/ipv4/tcp_keepalive_intvl=1", "net/ipv4/tcp_keepalive_probes=3"
        };
        try (IdleConnectionScenario scenario = begin(POLICY, "drain", sameForTheReference);
                ForkedProcess reference = scenario.reference()) {
            scenario.open("pooled");
            scenario.open(reference, "pooled");
            Interval silenced = scenario.during(() -> disconnect(scenario.network(), unplugged));
            JsonObject death = scenario.awaitDeath(silenced, DetectionDeadline.after(DETECTION), IDLE);
            assertThat(death.get("probes").getAsInt()).isEqualTo(3);
            assertThat(death.get("level").getAsString()).isEqualTo("WARN");
            awaitEnd(reference);
            assertThat(scenario.perform("read", "pooled"))
                    .contains("Connection timed out")
                    .isEqualTo(IdleConnectionScenario.perform(reference, "read", "pooled"));
            assertThat(scenario.reportedEvents())
                    .containsExactly(SUSPECT_BY_PROBES, "dead: keepalive_timeout by watch");
        }
    }

    /** The second probe comes fifteen seconds later; by then the peer is back. */
    @Test
    void oneProbeLost() {
        try (IdleConnectionScenario scenario = begin("keepalive: {idle: 1s, interval: 15s, count: 3}", "drain")) {
            scenario.open("pooled");
            scenario.network().silencePeer();
            awaitProbes(scenario, unanswered -> unanswered >= 1);
            scenario.network().healPeer();
            awaitProbes(scenario, unanswered -> unanswered == 0);
            IdleConnectionScenario.awaitRounds(3);
            assertThat(scenario.reportedEvents()).isEmpty();
        }
    }

    @Test
    void outageHealsInTime() {
        try (IdleConnectionScenario scenario = begin("keepalive: {idle: 1s, interval: 1s, count: 60}", "drain")) {
            scenario.open("pooled");
            scenario.network().silencePeer();
            scenario.await("peer.suspect", 1);
            scenario.network().healPeer();
            scenario.await("peer.recovered", 1);
            IdleConnectionScenario.awaitRounds(2);
            assertThat(scenario.reportedEvents()).containsExactly(SUSPECT_BY_PROBES, "recovered");
        }
    }

    /** Five retransmissions, each after twice the previous time, starting with the kernel's minimum of 0.2 s. */
    @Test
    void peerSilentWhileBusyWithoutUserTimeout() {
        try (IdleConnectionScenario scenario = begin(POLICY_BUSY, "drain", "net/ipv4/tcp_retries2=5")) {
            scenario.open("busy");
            scenario.network().silencePeer();
            Interval sent = scenario.during(() -> scenario.perform("write", "busy"));
            JsonObject suspect = scenario.await("peer.suspect", 1).get(0);
            JsonObject death = scenario.awaitDeath(
                    sent,
                    DetectionDeadline.after(Duration.ZERO).andRetransmitting(Duration.ofMillis(12_600)),
                    NOT_IDLE);
            assertThat(IdleConnectionScenario.timeOf(suspect))
                    .isBefore(IdleConnectionScenario.timeOf(death).minusSeconds(5));
            assertThat(death.get("retransmits").getAsInt()).isGreaterThanOrEqualTo(2);
            assertThat(scenario.perform("read", "busy")).contains("Connection timed out");
            assertThat(scenario.reportedEvents())
                    .containsExactly(SUSPECT_BY_DATA, "dead: retransmission_timeout by watch");
        }
    }

    @Test
    void peerSilentWhileBusyWithUserTimeout() {
        try (IdleConnectionScenario scenario = begin(POLICY_BUSY_WITH_USER_TIMEOUT, "drain")) {
            scenario.open("busy");
            scenario.network().silencePeer();
            Interval sent = scenario.during(() -> scenario.perform("write", "busy"));
            scenario.awaitDeath(
                    sent,
                    DetectionDeadline.after(DETECTION).andRetransmitting(Duration.ofMillis(700)),
                    Duration.ofMillis(700));
            assertThat(scenario.perform("read", "busy")).contains("Connection timed out");
            assertThat(scenario.reportedEvents())
                    .containsExactly(SUSPECT_BY_DATA, "dead: retransmission_timeout by watch");
        }
    }

    /**
     * Data sent while nothing can leave is not always retransmitted: it may stay in the queue while the kernel probes
     * the window. The kernel does not advance the last such probe to the user timeout, as it does with a
     * retransmission: of timers of 0.2 s, doubled each time, the first past 5 s fires at 6.2 s.
     */
    @Test
    void peerUnpluggedWhileBusyWithUserTimeout() {
        try (IdleConnectionScenario scenario = begin(POLICY_BUSY_WITH_USER_TIMEOUT, "drain")) {
            scenario.open("busy");
            scenario.network().unplugPeer();
            Interval sent = scenario.during(() -> scenario.perform("write", "busy"));
            scenario.awaitDeath(
                    sent,
                    DetectionDeadline.after(DETECTION).andRetransmitting(Duration.ofMillis(1_200)),
                    Duration.ofMillis(1_200));
            assertThat(scenario.perform("read", "busy")).contains("Connection timed out");
            assertThat(scenario.reportedEvents()).containsAnyOf(SUSPECT_BY_DATA, SUSPECT_BY_PROBES);
            assertThat(scenario.reportedEvents()).hasSize(2).endsWith("dead: retransmission_timeout by watch");
        }
    }

    @Test
    void peerStoppedWithoutUserTimeout() {
        try (IdleConnectionScenario scenario = begin(POLICY, "drain")) {
            scenario.open("blocked");
            scenario.signalPeer("STOP");
            scenario.perform("flood", "blocked");
            Await.pause(DETECTION.multipliedBy(3));
            assertThat(scenario.application().stdout().lines("flood .*")).isEmpty();
            assertThat(scenario.reportedEvents()).isEmpty();
        }
    }

    /** The thread blocked in write detects it as well as the watcher. */
    @Test
    void peerStoppedWithUserTimeoutAndSenderBlocked() {
        try (IdleConnectionScenario scenario = begin(POLICY_WITH_USER_TIMEOUT, "drain")) {
            scenario.open("blocked");
            scenario.signalPeer("STOP");
            Interval sent = scenario.during(() -> scenario.perform("flood", "blocked"));
            scenario.awaitDeath(
                    sent,
                    DetectionDeadline.after(DETECTION).andRetransmitting(Duration.ofMillis(500)),
                    Duration.ofMillis(500));
            scenario.application().stdout().await("flood blocked: .*Connection timed out.*");
            assertThat(scenario.reportedEvents())
                    .hasSize(1)
                    .first()
                    .asString()
                    .matches("dead: backpressure_timeout by (write|watch)");
        }
    }

    @Test
    void peerStoppedWithUserTimeoutAndNoBlockedCall() {
        try (IdleConnectionScenario scenario = begin(POLICY_WITH_USER_TIMEOUT, "drain")) {
            scenario.open("full");
            scenario.signalPeer("STOP");
            Interval sent = scenario.during(() -> scenario.perform("fill", "full"));
            scenario.awaitDeath(
                    sent,
                    DetectionDeadline.after(DETECTION).andRetransmitting(Duration.ofMillis(500)),
                    Duration.ofMillis(500));
            assertThat(scenario.reportedEvents()).containsExactly("dead: backpressure_timeout by watch");
        }
    }

    @Test
    void slowReaderWithoutUserTimeout() {
        try (IdleConnectionScenario scenario = begin(POLICY, "slow")) {
            scenario.open("blocked");
            scenario.perform("flood", "blocked");
            Await.pause(DETECTION.multipliedBy(3));
            assertThat(scenario.application().stdout().lines("flood .*")).isEmpty();
            assertThat(scenario.reportedEvents()).isEmpty();
        }
    }

    @Test
    void peerRebootedWhileIdle() {
        try (IdleConnectionScenario scenario = begin(POLICY, "drain")) {
            scenario.open("pooled");
            Interval rebooted = scenario.during(() -> scenario.network().rebootPeer(scenario.peer()));
            scenario.awaitDeath(rebooted, DetectionDeadline.after(IDLE), IDLE);
            assertThat(scenario.perform("read", "pooled")).contains("Connection reset");
            assertThat(scenario.reportedEvents()).containsExactly("dead: reset by watch");
        }
    }

    @Test
    void peerRebootedWhileProbed() {
        try (IdleConnectionScenario scenario = begin("keepalive: {idle: 1s, interval: 2s, count: 60}", "drain")) {
            scenario.open("pooled");
            scenario.network().silencePeer();
            scenario.await("peer.suspect", 1);
            Interval rebooted = scenario.during(() -> scenario.network().rebootPeer(scenario.peer()));
            scenario.awaitDeath(rebooted, DetectionDeadline.after(Duration.ofSeconds(2)), Duration.ofSeconds(2));
            assertThat(scenario.perform("read", "pooled")).contains("Connection reset");
            assertThat(scenario.reportedEvents()).containsExactly(SUSPECT_BY_PROBES, "dead: reset by watch");
        }
    }

    /** Dead at once, but a call of the application within the same round comes first. */
    @Test
    void peerAborts() {
        try (IdleConnectionScenario scenario = begin(POLICY, "drain")) {
            scenario.open("pooled");
            Interval aborted = scenario.during(() -> scenario.commandPeer("reset"));
            JsonObject death = scenario.awaitDeath(aborted, DetectionDeadline.after(Duration.ZERO), NOT_IDLE);
            assertThat(death.get("level").getAsString()).isEqualTo("INFO");
            assertThat(scenario.perform("read", "pooled")).contains("Connection reset");
            assertThat(scenario.reportedEvents()).containsExactly("dead: reset by watch");
        }
    }

    @Test
    void peerCloses() {
        try (IdleConnectionScenario scenario = begin(POLICY, "drain")) {
            scenario.open("pooled");
            scenario.commandPeer("close");
            IdleConnectionScenario.awaitRounds(3);
            assertThat(scenario.perform("read", "pooled")).isEqualTo("-1");
            scenario.perform("close", "pooled");
            IdleConnectionScenario.awaitRounds(2);
            assertThat(scenario.reportedEvents()).isEmpty();
        }
    }

    /** The peer still reads, and its kernel answers probes. */
    @Test
    void peerClosesItsHalf() {
        try (IdleConnectionScenario scenario = begin(POLICY, "drain")) {
            scenario.open("pooled");
            scenario.commandPeer("shutdown");
            Await.pause(DETECTION.plus(TimingAssertions.WATCH_PERIOD.multipliedBy(2)));
            assertThat(scenario.perform("write", "pooled")).isEqualTo("0");
            assertThat(scenario.perform("read", "pooled")).isEqualTo("-1");
            assertThat(scenario.reportedEvents()).isEmpty();
        }
    }

    /** This end closed first and still has its descriptor: TIME_WAIT. */
    @Test
    void endedByTheApplicationThenThePeer() {
        try (IdleConnectionScenario scenario = begin(POLICY, "drain")) {
            scenario.open("pooled");
            scenario.perform("shutdown", "pooled");
            scenario.commandPeer("close");
            awaitEnd(scenario.application());
            IdleConnectionScenario.awaitRounds(4);
            assertThat(scenario.perform("read", "pooled")).isEqualTo("-1");
            assertThat(scenario.reportedEvents()).isEmpty();
        }
    }

    /** The peer closed first: this end passes through LAST_ACK and still has its descriptor. */
    @Test
    void endedByThePeerThenTheApplication() {
        try (IdleConnectionScenario scenario = begin(POLICY, "drain")) {
            scenario.open("pooled");
            scenario.commandPeer("close");
            IdleConnectionScenario.awaitRounds(2);
            scenario.perform("shutdown", "pooled");
            awaitEnd(scenario.application());
            IdleConnectionScenario.awaitRounds(4);
            assertThat(scenario.perform("read", "pooled")).isEqualTo("-1");
            assertThat(scenario.reportedEvents()).isEmpty();
        }
    }

    /**
     * The same while the peer's host is gone: this end stays in LAST_ACK until the kernel stops retransmitting the
     * FIN.
     */
    @Test
    void finIsNotAcknowledged() {
        try (IdleConnectionScenario scenario = begin(POLICY_BUSY, "drain", "net/ipv4/tcp_retries2=5")) {
            scenario.open("pooled");
            scenario.commandPeer("close");
            IdleConnectionScenario.awaitRounds(2);
            scenario.network().silencePeer();
            scenario.perform("shutdown", "pooled");
            awaitUnacknowledgedFin(scenario.application());
            IdleConnectionScenario.awaitRounds(2);
            awaitEnd(scenario.application());
            IdleConnectionScenario.awaitRounds(4);
            assertThat(scenario.perform("read", "pooled")).isEqualTo("-1");
            assertThat(scenario.reportedEvents()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ip link set cable0 down", "ip route del 10.77.0.0/24", "ip addr del 10.77.0.1/24 dev cable0"})
    void localLinkDown(String command) {
        try (IdleConnectionScenario scenario = begin(POLICY_WITH_USER_TIMEOUT, "drain")) {
            int idle = scenario.open("idle");
            int busy = scenario.open("busy");
            Interval lost = scenario.during(() -> {
                scenario.network().app().run(command.split(" "));
                scenario.perform("write", "busy");
            });
            for (JsonObject death : scenario.await("peer.dead", 2)) {
                scenario.assertInTime(
                        death,
                        lost,
                        DetectionDeadline.after(DETECTION).andRetransmitting(Duration.ofMillis(300)),
                        IDLE.plusMillis(300));
            }
            assertThat(scenario.reportedEvents(idle)).endsWith("dead: local_network by watch");
            assertThat(scenario.reportedEvents(busy)).endsWith("dead: local_network by watch");
            assertThat(scenario.reportedEvents())
                    .filteredOn(reportedEvents -> reportedEvents.startsWith("dead"))
                    .hasSize(2);
        }
    }

    /** The peer's kernel drops its half after ten seconds and answers the next probe with a reset. */
    @Test
    void leakedAfterThePeerClosed() {
        String config = "watch: {half-closed-after: 2s}\n" + POLICY;
        try (IdleConnectionScenario scenario = begin(config, "drain", "net/ipv4/tcp_fin_timeout=10")) {
            scenario.open("leaked");
            scenario.commandPeer("close");
            JsonObject leak = scenario.await("connection.half_closed", 1).get(0);
            assertThat(leak.get("half_closed.ms").getAsLong()).isGreaterThanOrEqualTo(2_000);
            awaitEnd(scenario.application());
            IdleConnectionScenario.awaitRounds(4);
            assertThat(scenario.perform("read", "leaked")).isEqualTo("-1");
            assertThat(scenario.perform("write", "leaked")).contains("Broken pipe");
            assertThat(scenario.reportedEvents()).containsExactly("half_closed");
        }
    }

    @Test
    void leakedWhileThePeerWaits() {
        String config = "watch: {half-closed-after: 2s}\n" + POLICY;
        try (IdleConnectionScenario scenario = begin(config, "drain")) {
            scenario.open("leaked");
            scenario.commandPeer("shutdown");
            scenario.await("connection.half_closed", 1);
            IdleConnectionScenario.awaitRounds(4);
            assertThat(scenario.reportedEvents()).containsExactly("half_closed");
        }
    }

    @Test
    void applicationClosesWhileProbesRun() {
        String config = "watch: {suspect-after: 100}\nkeepalive: {idle: 1s, interval: 1s, count: 100}";
        try (IdleConnectionScenario scenario = begin(config, "drain")) {
            scenario.open("pooled");
            scenario.network().silencePeer();
            awaitProbes(scenario, unanswered -> unanswered >= 2);
            scenario.perform("close", "pooled");
            IdleConnectionScenario.awaitRounds(3);
            assertThat(scenario.reportedEvents()).isEmpty();
        }
    }

    private IdleConnectionScenario begin(String policy, String peerMode, String... parameters) {
        return IdleConnectionScenario.begin(new AgentFolder(folder), policy, peerMode, parameters);
    }

    private static void disconnect(Network network, boolean unplugged) {
        if (unplugged) {
            network.unplugPeer();
        } else {
            network.silencePeer();
        }
    }

    private static void awaitProbes(IdleConnectionScenario scenario, IntPredicate unanswered) {
        KernelView.await(
                scenario.application().pid(),
                sockets -> unanswered.test(
                        sockets.stream().mapToInt(socket -> socket.probes()).sum()));
    }

    /** Waits until its peer would be suspect if the application had not closed too. */
    private static void awaitUnacknowledgedFin(ForkedProcess application) {
        KernelView.await(
                application.pid(),
                sockets -> sockets.stream().anyMatch(socket -> socket.isInLastAck() && socket.retransmits() >= 2));
    }

    /** Waits until the kernel has ended the application's only connection. */
    private static void awaitEnd(ForkedProcess application) {
        KernelView.await(application.pid(), sockets -> sockets.stream().anyMatch(socket -> socket.isEnded()));
    }
}
