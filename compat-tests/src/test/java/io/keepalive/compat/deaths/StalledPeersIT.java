// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.kernel.NamespaceSockets;
import io.keepalive.testkit.process.Commands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers whose hosts answer and whose applications do not read. */
@Tag("long")
class StalledPeersIT {

    private static final String POLICY = "keepalive: {idle: 60s, interval: 10s, count: 3}\n";
    private static final String AFTER_TWO_SECONDS = POLICY + "watch: {stalled-after: 2s}\n";

    /** Timer 4 of /proc/net/tcp: the kernel probes a closed window. */
    private static final int WINDOW_PROBES = 4;

    /** Longer than the pause of a peer that reads in bursts, and much shorter than the test. */
    private static final String AFTER_FIFTEEN_SECONDS = POLICY + "watch: {stalled-after: 15s}\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"enforce", "observe"})
    void aPeerThatIsStoppedIsStalledUntilItReads(String mode) {
        try (IdleConnectionScenario scenario = begin(AFTER_TWO_SECONDS + "mode: " + mode, "drain")) {
            scenario.signalPeer("STOP");
            int port = scenario.open("line");
            scenario.perform("flood", "line");
            JsonObject stalled = scenario.await("peer.stalled", 1).get(0);
            assertThat(stalled.get("level").getAsString()).isEqualTo("WARN");
            assertThat(stalled.get("network.local.port").getAsInt()).isEqualTo(port);
            long queued = stalled.get("queued.bytes").getAsLong();
            assertThat(Await.read(() -> sendQueue(scenario, port), now -> now == queued))
                    .isEqualTo(queued);
            assertThat(stalled.get("stalled.ms").getAsLong()).isBetween(2_000L, 60_000L);

            scenario.signalPeer("CONT");
            scenario.await("peer.recovered", 1);
            scenario.perform("close", "line");
            assertThat(scenario.reportedEvents()).containsExactly("stalled", "recovered");
        }
    }

    /** Which of both it is depends on whether its host answers. */
    @Test
    void aStalledPeerThatFallsSilentIsSuspect() {
        try (IdleConnectionScenario scenario = begin(AFTER_TWO_SECONDS, "idle")) {
            scenario.open("line");
            scenario.perform("flood", "line");
            scenario.await("peer.stalled", 1);
            scenario.network().silencePeer();
            scenario.await("peer.suspect", 1);
            scenario.network().healPeer();
            scenario.await("peer.stalled", 2);
            assertThat(scenario.reportedEvents())
                    .containsExactly("stalled", "suspect: probes unanswered", "recovered", "stalled");
        }
    }

    /** Its window is closed most of the time, and full again a moment after it has read. */
    @Test
    void aSlowReaderIsNotStalled() {
        try (IdleConnectionScenario scenario = begin(AFTER_FIFTEEN_SECONDS, "bursts")) {
            int port = scenario.open("line");
            scenario.perform("flood", "line");
            List<Boolean> closed = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Await.pause(Duration.ofMillis(400));
                closed.add(isWindowClosed(scenario, port));
            }
            assertThat(closed).filteredOn(isClosed -> isClosed).hasSizeGreaterThan(closed.size() / 2);
            assertThat(scenario.reportedEvents()).isEmpty();
        }
    }

    private IdleConnectionScenario begin(String policy, String peerMode) {
        return IdleConnectionScenario.begin(new AgentFolder(folder), policy, peerMode);
    }

    private static boolean isWindowClosed(IdleConnectionScenario scenario, int port) {
        return NamespaceSockets.of(scenario.network().app()).where(entry -> entry.localPort() == port).stream()
                .anyMatch(entry -> entry.timer() == WINDOW_PROBES);
    }

    private static long sendQueue(IdleConnectionScenario scenario, int port) {
        List<String> command = new ArrayList<>(scenario.network().app().command());
        command.addAll(List.of("ss", "-Htn", "sport = " + port));
        Matcher line = Pattern.compile("ESTAB\\s+\\d+\\s+(\\d+)\\s.*").matcher(Commands.run(command));
        assertThat(line.find()).isTrue();
        return Long.parseLong(line.group(1));
    }
}
