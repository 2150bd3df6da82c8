// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.busy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.deaths.DetectionDeadline;
import io.keepalive.compat.deaths.Interval;
import io.keepalive.testkit.agent.AgentFolder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that set a user timeout of their own, natively. */
@Tag("long")
class OwnUserTimeoutIT {

    private static final String POLICY = "keepalive: {idle: 2s, interval: 1s, count: 3, busy-timeout: 8s}";
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private static final int SHORTER = 5_000;
    private static final int LONGER = 60_000;
    /** Longer, and short enough for its end to be awaited. */
    private static final int LITTLE_LONGER = 16_000;

    /** From the sending to the first retransmission, from which the kernel counts a user timeout. */
    private static final Duration FIRST_RETRANSMISSION = Duration.ofMillis(700);

    /** How much later that may be where round trips are long. */
    private static final Duration BUSY_MACHINE = Duration.ofSeconds(1);

    private static final String SUSPECT = "suspect: data retransmitted";
    private static final String DEAD = "dead: retransmission_timeout by watch";

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "precedence {0}")
    @ValueSource(strings = {"strictest", "app", "fill-gaps"})
    void shorterOneStays(String precedence) {
        try (BusyScenario scenario = begin(precedence, SHORTER)) {
            Interval sent = scenario.writeToTheSilent();
            scenario.assertUserTimeoutStays(SHORTER, Duration.ofMillis(SHORTER / 2));
            assertEndsAsByItself(scenario, sent, SHORTER);
        }
    }

    @Test
    void longerOneGivesWayWhileThePeerIsSilent() {
        try (BusyScenario scenario = begin("strictest", LONGER)) {
            Interval sent = scenario.writeToTheSilent();
            scenario.awaitDeath(sent, DetectionDeadline.ofBusyTimeout(TIMEOUT));
            assertThat(scenario.reportedEvents("TCP_USER_TIMEOUT=" + LONGER)).containsExactly(SUSPECT, DEAD);
        }
    }

    @Test
    void longerOneIsBackWhenThePeerAnswers() {
        try (BusyScenario scenario = begin("strictest", LONGER)) {
            scenario.network().silencePeer();
            scenario.write();
            scenario.awaitUserTimeout(millis -> millis != LONGER);
            scenario.agent().log().await("peer.suspect", 1);
            scenario.network().healPeer();
            scenario.agent().log().await("peer.recovered", 1);
            scenario.awaitUserTimeout(millis -> millis == LONGER);
            assertThat(scenario.reportedEvents("TCP_USER_TIMEOUT=" + LONGER)).containsExactly(SUSPECT, "recovered");
        }
    }

    @ParameterizedTest(name = "precedence {0}")
    @ValueSource(strings = {"app", "fill-gaps"})
    void longerOneStaysWhereTheApplicationPrecedes(String precedence) {
        try (BusyScenario scenario = begin(precedence, LITTLE_LONGER)) {
            Interval sent = scenario.writeToTheSilent();
            scenario.assertUserTimeoutStays(LITTLE_LONGER, Duration.ofMillis(LITTLE_LONGER / 2));
            assertEndsAsByItself(scenario, sent, LITTLE_LONGER);
        }
    }

    /**
     * Twenty lost probes, as many as in twenty minutes with the default timings. The user timeout of seven seconds is
     * one with which the policy's timings are set: at least idle + 2 x interval.
     */
    @Test
    void idleConnectionSurvivesEverySecondProbeLost() {
        String policy = "keepalive: {idle: 1s, interval: 3s, count: 3, busy-timeout: 6s}";
        try (BusyScenario scenario = BusyScenario.connected(
                new AgentFolder(folder), policy, BusyScenario.NATIVE, "drain", "TCP_USER_TIMEOUT=7000")) {
            for (int lost = 0; lost < 20; lost++) {
                scenario.network().silencePeer();
                scenario.awaitKernel(socket -> socket.probes() >= 1);
                scenario.network().healPeer();
                scenario.awaitKernel(socket -> socket.probes() == 0);
                assertThat(scenario.userTimeout()).isEqualTo(7_000);
            }
            assertThat(scenario.reportedEvents("TCP_USER_TIMEOUT=7000")).isEmpty();
        }
    }

    private BusyScenario begin(String precedence, int userTimeout) {
        BusyScenario scenario = BusyScenario.connected(
                new AgentFolder(folder),
                POLICY + "\nprecedence: " + precedence,
                BusyScenario.NATIVE,
                "drain",
                "TCP_USER_TIMEOUT=" + userTimeout);
        assertThat(scenario.userTimeout()).isEqualTo(userTimeout);
        return scenario;
    }

    private static void assertEndsAsByItself(BusyScenario scenario, Interval sent, int userTimeout) {
        scenario.awaitDeath(
                sent,
                new DetectionDeadline(Duration.ofMillis(userTimeout), FIRST_RETRANSMISSION, BUSY_MACHINE),
                FIRST_RETRANSMISSION);
        assertThat(scenario.reportedEvents("TCP_USER_TIMEOUT=" + userTimeout)).containsExactly(SUSPECT, DEAD);
    }
}
