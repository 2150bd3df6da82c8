package io.keepalive.compat.busy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.deaths.IdleConnectionScenario;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An outage that heals before the busy timeout is survived, and nothing stays armed. */
class HealedOutageIT {

    private static final String POLICY = "keepalive: {idle: 2s, interval: 1s, count: 3, busy-timeout: 10s}";

    private static final Duration HEALED = Duration.ofSeconds(8);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"blocking", "nio", BusyScenario.NATIVE})
    void isSurvived(String kind) {
        try (BusyScenario scenario = BusyScenario.connected(new AgentFolder(folder), POLICY, kind, "drain")) {
            interrupt(scenario);
            assertThat(scenario.reportedEvents()).containsExactly("suspect: data retransmitted", "recovered");
        }
    }

    @Test
    void isSurvivedByAnAcceptedConnection() {
        try (BusyScenario scenario = BusyScenario.accepted(new AgentFolder(folder), POLICY, "blocking")) {
            interrupt(scenario);
            assertThat(scenario.reportedEvents()).containsExactly("suspect: data retransmitted", "recovered");
        }
    }

    @Test
    void isSurvivedTwice() {
        try (BusyScenario scenario = BusyScenario.connected(new AgentFolder(folder), POLICY, "blocking", "drain")) {
            interrupt(scenario);
            interrupt(scenario);
            assertThat(scenario.reportedEvents())
                    .containsExactly(
                            "suspect: data retransmitted", "recovered", "suspect: data retransmitted", "recovered");
        }
    }

    /** Silences the peer, writes, and heals after {@link #HEALED}; then the connection works and nothing is armed. */
    private static void interrupt(BusyScenario scenario) {
        int recovered = scenario.agent().log().events("peer.recovered").size();
        long began = System.nanoTime();
        scenario.network().silencePeer();
        scenario.write();
        scenario.awaitUserTimeout(millis -> millis > 0);
        Await.pause(HEALED.minusNanos(Math.min(HEALED.toNanos(), System.nanoTime() - began)));
        scenario.network().healPeer();
        scenario.agent().log().await("peer.recovered", recovered + 1);
        scenario.awaitUserTimeout(millis -> millis == 0);
        scenario.write();
        scenario.awaitKernel(socket -> socket.retransmits() == 0);
        IdleConnectionScenario.awaitRounds(2);
        assertThat(scenario.end().settings().userTimeout()).isZero();
    }
}
