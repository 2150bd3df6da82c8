package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Deaths that the watcher notices, for no thread of the application reads or writes unless a test says so. The figures
 * are the kernel's own, as measured on Linux 6.18.
 */
class WatchedDeathsIT {

    private static final String POLICY = "keepalive: {idle: 2s, interval: 1s, count: 3}";
    private static final String POLICY_WITH_USER_TIMEOUT =
            "keepalive: {idle: 2s, interval: 1s, count: 3, user-timeout: auto}";

    /** For connections in use: so late a first probe that data is sent before it is due, however busy the machine is. */
    private static final String POLICY_BUSY = "keepalive: {idle: 60s, interval: 1s, count: 3}";

    private static final String POLICY_BUSY_WITH_USER_TIMEOUT =
            "keepalive: {idle: 4s, interval: 1s, count: 1, user-timeout: auto}";

    private static final Duration IDLE = Duration.ofSeconds(2);
    /** Idle, and three intervals; the user timeout, too. */
    private static final Duration DETECTION = Duration.ofSeconds(5);

    /** A connection in use falls silent while a byte is on its way, not after an idle time. */
    private static final Duration NOT_IDLE = Duration.ZERO;

    private static final String SUSPECT_BY_PROBES = "suspect: probes unanswered";

    private static final String SUSPECT_BY_DATA = "suspect: data retransmitted";

    @TempDir
    private Path folder;

    /** @param unplugged whether this host sees that its cable leads nowhere any more */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void peerSilentWhileIdle(boolean unplugged) {
        String[] sameForTheReference = {
            "net/ipv4/tcp_keepalive_time=2", "net/ipv4/tcp_keepalive_intvl=1", "net/ipv4/tcp_keepalive_probes=3"
        };
        try (IdleConnectionScenario vigil = begin(POLICY, "drain", sameForTheReference);
                ForkedProcess reference = vigil.reference()) {
            vigil.open("pooled");
            vigil.open(reference, "pooled");
            Interval silenced = vigil.during(() -> lose(vigil.network(), unplugged));
            JsonObject death = vigil.awaitDeath(silenced, DetectionDeadline.after(DETECTION), IDLE);
            assertThat(death.get("probes").getAsInt()).isEqualTo(3);
            assertThat(death.get("level").getAsString()).isEqualTo("WARN");
            awaitEnd(reference);
            assertThat(vigil.obey("read", "pooled"))
                    .contains("Connection timed out")
                    .isEqualTo(IdleConnectionScenario.obey(reference, "read", "pooled"));
            assertThat(vigil.news()).containsExactly(SUSPECT_BY_PROBES, "dead: keepalive_timeout by watch");
        }
    }

    /** The second probe is five seconds away: until then the peer is back. */
    @Test
    void oneProbeLost() {
        try (IdleConnectionScenario vigil = begin("keepalive: {idle: 1s, interval: 5s, count: 3}", "drain")) {
            vigil.open("pooled");
            vigil.network().silencePeer();
            awaitProbes(vigil, 1);
            vigil.network().healPeer();
            awaitProbes(vigil, 0);
            IdleConnectionScenario.letLook(3);
            assertThat(vigil.news()).isEmpty();
        }
    }

    @Test
    void outageHealsInTime() {
        try (IdleConnectionScenario vigil = begin("keepalive: {idle: 1s, interval: 1s, count: 60}", "drain")) {
            vigil.open("pooled");
            vigil.network().silencePeer();
            vigil.await("peer.suspect", 1);
            vigil.network().healPeer();
            vigil.await("peer.recovered", 1);
            IdleConnectionScenario.letLook(2);
            assertThat(vigil.news()).containsExactly(SUSPECT_BY_PROBES, "recovered");
        }
    }

    /** Five retransmissions, each after twice the time of the one before, beginning with the kernel's least of 0.2 s. */
    @Test
    void peerSilentWhileBusyWithoutUserTimeout() {
        try (IdleConnectionScenario vigil = begin(POLICY_BUSY, "drain", "net/ipv4/tcp_retries2=5")) {
            vigil.open("busy");
            vigil.network().silencePeer();
            Interval sent = vigil.during(() -> vigil.obey("write", "busy"));
            JsonObject suspect = vigil.await("peer.suspect", 1).get(0);
            JsonObject death = vigil.awaitDeath(
                    sent,
                    DetectionDeadline.after(Duration.ZERO).andRetransmitting(Duration.ofMillis(12_600)),
                    NOT_IDLE);
            assertThat(IdleConnectionScenario.timeOf(suspect))
                    .isBefore(IdleConnectionScenario.timeOf(death).minusSeconds(5));
            assertThat(death.get("retransmits").getAsInt()).isGreaterThanOrEqualTo(2);
            assertThat(vigil.obey("read", "busy")).contains("Connection timed out");
            assertThat(vigil.news()).containsExactly(SUSPECT_BY_DATA, "dead: retransmission_timeout by watch");
        }
    }

    @Test
    void peerSilentWhileBusyWithUserTimeout() {
        try (IdleConnectionScenario vigil = begin(POLICY_BUSY_WITH_USER_TIMEOUT, "drain")) {
            vigil.open("busy");
            vigil.network().silencePeer();
            Interval sent = vigil.during(() -> vigil.obey("write", "busy"));
            vigil.awaitDeath(
                    sent,
                    DetectionDeadline.after(DETECTION).andRetransmitting(Duration.ofMillis(700)),
                    Duration.ofMillis(700));
            assertThat(vigil.obey("read", "busy")).contains("Connection timed out");
            assertThat(vigil.news()).containsExactly(SUSPECT_BY_DATA, "dead: retransmission_timeout by watch");
        }
    }

    /**
     * What is sent where nothing can leave is not always retransmitted first: it may wait, and be probed for. The kernel
     * does not bring its last probe forward to the user timeout, as it does a retransmission: of timers of 0.2 s, doubled
     * each time, the first past 5 s is the one at 6.2 s.
     */
    @Test
    void peerUnpluggedWhileBusyWithUserTimeout() {
        try (IdleConnectionScenario vigil = begin(POLICY_BUSY_WITH_USER_TIMEOUT, "drain")) {
            vigil.open("busy");
            vigil.network().unplugPeer();
            Interval sent = vigil.during(() -> vigil.obey("write", "busy"));
            vigil.awaitDeath(
                    sent,
                    DetectionDeadline.after(DETECTION).andRetransmitting(Duration.ofMillis(1_200)),
                    Duration.ofMillis(1_200));
            assertThat(vigil.obey("read", "busy")).contains("Connection timed out");
            assertThat(vigil.news()).containsAnyOf(SUSPECT_BY_DATA, SUSPECT_BY_PROBES);
            assertThat(vigil.news()).hasSize(2).endsWith("dead: retransmission_timeout by watch");
        }
    }

    @Test
    void peerStoppedWithoutUserTimeout() {
        try (IdleConnectionScenario vigil = begin(POLICY, "drain")) {
            vigil.open("blocked");
            vigil.signalPeer("STOP");
            vigil.obey("flood", "blocked");
            IdleConnectionScenario.letPass(DETECTION.multipliedBy(3));
            assertThat(vigil.application().stdout().lines("flood .*")).isEmpty();
            assertThat(vigil.news()).isEmpty();
        }
    }

    /** The one that is blocked in a write notices as well as the watcher does. */
    @Test
    void peerStoppedWithUserTimeoutAndSenderBlocked() {
        try (IdleConnectionScenario vigil = begin(POLICY_WITH_USER_TIMEOUT, "drain")) {
            vigil.open("blocked");
            vigil.signalPeer("STOP");
            Interval sent = vigil.during(() -> vigil.obey("flood", "blocked"));
            vigil.awaitDeath(
                    sent,
                    DetectionDeadline.after(DETECTION).andRetransmitting(Duration.ofMillis(500)),
                    Duration.ofMillis(500));
            vigil.application().stdout().await("flood blocked: .*Connection timed out.*");
            assertThat(vigil.news())
                    .hasSize(1)
                    .first()
                    .asString()
                    .matches("dead: backpressure_timeout by (write|watch)");
        }
    }

    @Test
    void peerStoppedWithUserTimeoutAndNobodyWaiting() {
        try (IdleConnectionScenario vigil = begin(POLICY_WITH_USER_TIMEOUT, "drain")) {
            vigil.open("full");
            vigil.signalPeer("STOP");
            Interval sent = vigil.during(() -> vigil.obey("fill", "full"));
            vigil.awaitDeath(
                    sent,
                    DetectionDeadline.after(DETECTION).andRetransmitting(Duration.ofMillis(500)),
                    Duration.ofMillis(500));
            assertThat(vigil.news()).containsExactly("dead: backpressure_timeout by watch");
        }
    }

    @Test
    void slowReaderWithoutUserTimeout() {
        try (IdleConnectionScenario vigil = begin(POLICY, "slow")) {
            vigil.open("blocked");
            vigil.obey("flood", "blocked");
            IdleConnectionScenario.letPass(DETECTION.multipliedBy(3));
            assertThat(vigil.application().stdout().lines("flood .*")).isEmpty();
            assertThat(vigil.news()).isEmpty();
        }
    }

    @Test
    void peerRebootedWhileIdle() {
        try (IdleConnectionScenario vigil = begin(POLICY, "drain")) {
            vigil.open("pooled");
            Interval rebooted = vigil.during(() -> vigil.network().rebootPeer(vigil.peer()));
            vigil.awaitDeath(rebooted, DetectionDeadline.after(IDLE), IDLE);
            assertThat(vigil.obey("read", "pooled")).contains("Connection reset");
            assertThat(vigil.news()).containsExactly("dead: reset by watch");
        }
    }

    @Test
    void peerRebootedWhileProbed() {
        try (IdleConnectionScenario vigil = begin("keepalive: {idle: 1s, interval: 2s, count: 60}", "drain")) {
            vigil.open("pooled");
            vigil.network().silencePeer();
            vigil.await("peer.suspect", 1);
            Interval rebooted = vigil.during(() -> vigil.network().rebootPeer(vigil.peer()));
            vigil.awaitDeath(rebooted, DetectionDeadline.after(Duration.ofSeconds(2)), Duration.ofSeconds(2));
            assertThat(vigil.obey("read", "pooled")).contains("Connection reset");
            assertThat(vigil.news()).containsExactly(SUSPECT_BY_PROBES, "dead: reset by watch");
        }
    }

    /** Dead at once, but the application's own call comes first where it comes within a round. */
    @Test
    void peerAborts() {
        try (IdleConnectionScenario vigil = begin(POLICY, "drain")) {
            vigil.open("pooled");
            Interval aborted = vigil.during(() -> vigil.peerObeys("reset"));
            JsonObject death = vigil.awaitDeath(aborted, DetectionDeadline.after(Duration.ZERO), NOT_IDLE);
            assertThat(death.get("level").getAsString()).isEqualTo("INFO");
            assertThat(vigil.obey("read", "pooled")).contains("Connection reset");
            assertThat(vigil.news()).containsExactly("dead: reset by watch");
        }
    }

    @Test
    void peerCloses() {
        try (IdleConnectionScenario vigil = begin(POLICY, "drain")) {
            vigil.open("pooled");
            vigil.peerObeys("close");
            IdleConnectionScenario.letLook(3);
            assertThat(vigil.obey("read", "pooled")).isEqualTo("-1");
            vigil.obey("close", "pooled");
            IdleConnectionScenario.letLook(2);
            assertThat(vigil.news()).isEmpty();
        }
    }

    /** The peer still reads, and its kernel answers the probes. */
    @Test
    void peerClosesItsHalf() {
        try (IdleConnectionScenario vigil = begin(POLICY, "drain")) {
            vigil.open("pooled");
            vigil.peerObeys("shutdown");
            IdleConnectionScenario.letPass(DETECTION.plus(TimingAssertions.WATCH_PERIOD.multipliedBy(2)));
            assertThat(vigil.obey("write", "pooled")).isEqualTo("0");
            assertThat(vigil.obey("read", "pooled")).isEqualTo("-1");
            assertThat(vigil.news()).isEmpty();
        }
    }

    /** This end closed first and still has its descriptor: TIME_WAIT. */
    @Test
    void endedByTheApplicationThenThePeer() {
        try (IdleConnectionScenario vigil = begin(POLICY, "drain")) {
            vigil.open("pooled");
            vigil.obey("shutdown", "pooled");
            vigil.peerObeys("close");
            awaitEnd(vigil.application());
            IdleConnectionScenario.letLook(4);
            assertThat(vigil.obey("read", "pooled")).isEqualTo("-1");
            assertThat(vigil.news()).isEmpty();
        }
    }

    /** The peer closed first: this end passes through LAST_ACK and still has its descriptor. */
    @Test
    void endedByThePeerThenTheApplication() {
        try (IdleConnectionScenario vigil = begin(POLICY, "drain")) {
            vigil.open("pooled");
            vigil.peerObeys("close");
            IdleConnectionScenario.letLook(2);
            vigil.obey("shutdown", "pooled");
            awaitEnd(vigil.application());
            IdleConnectionScenario.letLook(4);
            assertThat(vigil.obey("read", "pooled")).isEqualTo("-1");
            assertThat(vigil.news()).isEmpty();
        }
    }

    /** The same while the peer's host is gone: this end stays in LAST_ACK until the kernel stops saying goodbye. */
    @Test
    void goodbyeIsNotAnswered() {
        try (IdleConnectionScenario vigil = begin(POLICY_BUSY, "drain", "net/ipv4/tcp_retries2=5")) {
            vigil.open("pooled");
            vigil.peerObeys("close");
            IdleConnectionScenario.letLook(2);
            vigil.network().silencePeer();
            vigil.obey("shutdown", "pooled");
            awaitUnansweredGoodbye(vigil.application());
            IdleConnectionScenario.letLook(2);
            awaitEnd(vigil.application());
            IdleConnectionScenario.letLook(4);
            assertThat(vigil.obey("read", "pooled")).isEqualTo("-1");
            assertThat(vigil.news()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ip link set cable0 down", "ip route del 10.77.0.0/24", "ip addr del 10.77.0.1/24 dev cable0"})
    void lostHere(String command) {
        try (IdleConnectionScenario vigil = begin(POLICY_WITH_USER_TIMEOUT, "drain")) {
            int idle = vigil.open("idle");
            int busy = vigil.open("busy");
            Interval lost = vigil.during(() -> {
                vigil.network().app().run(command.split(" "));
                vigil.obey("write", "busy");
            });
            for (JsonObject death : vigil.await("peer.dead", 2)) {
                vigil.assertInTime(
                        death,
                        lost,
                        DetectionDeadline.after(DETECTION).andRetransmitting(Duration.ofMillis(300)),
                        IDLE.plusMillis(300));
            }
            assertThat(vigil.news(idle)).endsWith("dead: local_network by watch");
            assertThat(vigil.news(busy)).endsWith("dead: local_network by watch");
            assertThat(vigil.news()).filteredOn(news -> news.startsWith("dead")).hasSize(2);
        }
    }

    /** The peer's kernel forgets its half after ten seconds, and answers the next probe with a reset. */
    @Test
    void leakedAfterThePeerClosed() {
        String config = "watch: {half-closed-after: 2s}\n" + POLICY;
        try (IdleConnectionScenario vigil = begin(config, "drain", "net/ipv4/tcp_fin_timeout=10")) {
            vigil.open("leaked");
            vigil.peerObeys("close");
            JsonObject leak = vigil.await("connection.half_closed", 1).get(0);
            assertThat(leak.get("half_closed.ms").getAsLong()).isGreaterThanOrEqualTo(2_000);
            awaitEnd(vigil.application());
            IdleConnectionScenario.letLook(4);
            assertThat(vigil.obey("read", "leaked")).isEqualTo("-1");
            assertThat(vigil.obey("write", "leaked")).contains("Broken pipe");
            assertThat(vigil.news()).containsExactly("half_closed");
        }
    }

    @Test
    void leakedWhileThePeerWaits() {
        String config = "watch: {half-closed-after: 2s}\n" + POLICY;
        try (IdleConnectionScenario vigil = begin(config, "drain")) {
            vigil.open("leaked");
            vigil.peerObeys("shutdown");
            vigil.await("connection.half_closed", 1);
            IdleConnectionScenario.letLook(4);
            assertThat(vigil.news()).containsExactly("half_closed");
        }
    }

    @Test
    void applicationClosesWhileProbesRun() {
        String config = "watch: {suspect-after: 100}\nkeepalive: {idle: 1s, interval: 1s, count: 100}";
        try (IdleConnectionScenario vigil = begin(config, "drain")) {
            vigil.open("pooled");
            vigil.network().silencePeer();
            awaitProbes(vigil, 2);
            vigil.obey("close", "pooled");
            IdleConnectionScenario.letLook(3);
            assertThat(vigil.news()).isEmpty();
        }
    }

    private IdleConnectionScenario begin(String policy, String manner, String... parameters) {
        return IdleConnectionScenario.begin(new AgentFolder(folder), policy, manner, parameters);
    }

    private static void lose(Network network, boolean unplugged) {
        if (unplugged) {
            network.unplugPeer();
        } else {
            network.silencePeer();
        }
    }

    private static void awaitProbes(IdleConnectionScenario vigil, int unanswered) {
        KernelView.await(
                vigil.application().pid(),
                sockets -> sockets.stream().mapToInt(socket -> socket.probes()).sum() == unanswered);
    }

    /** Until its peer would be suspect if the application had not closed, too. */
    private static void awaitUnansweredGoodbye(ForkedProcess application) {
        KernelView.await(
                application.pid(),
                sockets -> sockets.stream().anyMatch(socket -> socket.isInLastAck() && socket.retransmits() >= 2));
    }

    /** Until the kernel has ended the application's one connection. */
    private static void awaitEnd(ForkedProcess application) {
        KernelView.await(application.pid(), sockets -> sockets.stream().anyMatch(socket -> socket.isEnded()));
    }
}
