// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.busy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.deaths.IdleConnectionScenario;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An outage that heals before the busy timeout is survived, and nothing stays armed. */
@Tag("long")
class HealedOutageIT {

    private static final String POLICY = "keepalive: {idle: 2s, interval: 1s, count: 3, busy-timeout: 10s}";

    private static final Duration HEALED = Duration.ofSeconds(8);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"blocking", "nio", BusyScenario.NATIVE})
    void isSurvived(String kind) {
        try (BusyScenario scenario = BusyScenario.connected(new AgentFolder(folder), POLICY, kind, "drain")) {
            interrupt(scenario, HEALED);
            assertThat(scenario.reportedEvents()).containsExactly("suspect: data retransmitted", "recovered");
        }
    }

    @Test
    void isSurvivedByAnAcceptedConnection() {
        try (BusyScenario scenario = BusyScenario.accepted(new AgentFolder(folder), POLICY, "blocking")) {
            interrupt(scenario, HEALED);
            assertThat(scenario.reportedEvents()).containsExactly("suspect: data retransmitted", "recovered");
        }
    }

    @Test
    void isSurvivedTwice() {
        try (BusyScenario scenario = BusyScenario.connected(new AgentFolder(folder), POLICY, "blocking", "drain")) {
            interrupt(scenario, HEALED);
            interrupt(scenario, HEALED);
            assertThat(scenario.reportedEvents())
                    .containsExactly(
                            "suspect: data retransmitted", "recovered", "suspect: data retransmitted", "recovered");
        }
    }

    /** The kernel's timers of more than eight seconds fire late, here by up to half a second; those of a minute by seconds. */
    @Test
    void isSurvivedThoughTimersAreLong() {
        String policy = "keepalive: {idle: 20s, interval: 10s, count: 3, busy-timeout: 50s}";
        try (BusyScenario scenario = BusyScenario.connected(new AgentFolder(folder), policy, "blocking", "drain")) {
            interrupt(scenario, Duration.ofSeconds(40));
            assertThat(scenario.reportedEvents()).containsExactly("suspect: data retransmitted", "recovered");
        }
    }

    /**
     * Outages of three fifths of the busy timeout in a transfer to a peer that reads slowly and is heard between them:
     * the kernel recovers and probes a closed window in turn, and its clocks are older than each outage.
     */
    @Test
    void manyAreSurvivedByASlowTransfer() {
        String policy = "keepalive: {idle: 2s, interval: 1s, count: 3}";
        try (BusyScenario scenario = BusyScenario.connected(new AgentFolder(folder), policy, "blocking", "slow")) {
            scenario.perform("flood");
            for (int outage = 0; outage < 12; outage++) {
                scenario.network().silencePeer();
                Await.pause(Duration.ofSeconds(3));
                scenario.network().healPeer();
                scenario.awaitKernel(socket -> socket.probes() == 0 && socket.retransmits() == 0);
                IdleConnectionScenario.awaitRounds(1);
            }
            scenario.awaitUserTimeout(millis -> millis == 0);
            assertThat(scenario.application().stdout().lines("flood .*")).isEmpty();
            assertThat(scenario.reportedEvents()).noneMatch(event -> event.startsWith("dead"));
        }
    }

    /** Silences the peer, writes, and heals after this time; then the connection works and nothing is armed. */
    private static void interrupt(BusyScenario scenario, Duration healed) {
        int recovered = scenario.agent().log().events("peer.recovered").size();
        long began = System.nanoTime();
        scenario.network().silencePeer();
        scenario.write();
        scenario.awaitUserTimeout(millis -> millis > 0);
        Duration left = healed.minusNanos(System.nanoTime() - began);
        assertThat(left).as("armed before the outage ends").isPositive();
        Await.pause(left);
        scenario.network().healPeer();
        scenario.agent().log().await("peer.recovered", recovered + 1);
        scenario.awaitUserTimeout(millis -> millis == 0);
        scenario.write();
        // Unanswered, it would have been retransmitted by then.
        IdleConnectionScenario.awaitRounds(2);
        scenario.awaitKernel(socket -> socket.retransmits() == 0);
        assertThat(scenario.end().settings().userTimeout()).isZero();
    }
}
