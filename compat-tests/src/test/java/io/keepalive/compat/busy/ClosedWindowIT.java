// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.busy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.deaths.DetectionDeadline;
import io.keepalive.compat.deaths.IdleConnectionScenario;
import io.keepalive.compat.deaths.Interval;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Peers that do not read: while the kernel of such a peer answers the probes of its window it is alive, and when that
 * stops it is dead after the busy timeout. The kernel counts a user timeout from the moment at which the window closed.
 */
@Tag("long")
class ClosedWindowIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String POLICY = "keepalive: {idle: 2s, interval: 1s, count: 3}";

    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(10);
    private static final String LONG_POLICY = "keepalive: {idle: 2s, interval: 1s, count: 3, busy-timeout: 10s}";

    /** The kernel's first probes of a window come after 0.2, 0.4 and 0.8 seconds. */
    private static final Duration BETWEEN_FIRST_PROBES = Duration.ofMillis(800);

    @TempDir
    private Path folder;

    @Test
    void stoppedProcessIsNoDeadPeer() {
        try (BusyScenario scenario = begin(POLICY, "drain")) {
            scenario.peer().suspend();
            scenario.perform("flood");
            scenario.assertUserTimeoutStays(0, TIMEOUT.multipliedBy(5));
            assertThat(scenario.application().stdout().lines("flood .*")).isEmpty();
            scenario.peer().resume();
            assertThat(scenario.reportedEvents()).isEmpty();
        }
    }

    @Test
    void closedThenSilent() {
        try (BusyScenario scenario = begin(LONG_POLICY, "idle")) {
            scenario.perform("flood");
            IdleConnectionScenario.awaitRounds(1);
            Interval silenced = scenario.silence();
            scenario.awaitDeath(silenced, DetectionDeadline.ofBusyTimeout(LONG_TIMEOUT), BETWEEN_FIRST_PROBES);
            scenario.application().stdout().await("flood .*Connection timed out.*");
            assertThat(scenario.reportedEvents())
                    .hasSize(2)
                    .last()
                    .asString()
                    .matches("dead: retransmission_timeout by (write|watch)");
        }
    }

    /**
     * By then the kernel probes the window every six seconds or more seldom, so this silence shows later. It ends
     * before the busy timeout, and must be survived although the window has been closed for longer.
     */
    @Test
    void longClosedThenSilentForAWhile() {
        try (BusyScenario scenario = begin(POLICY, "idle")) {
            scenario.perform("flood");
            Await.pause(TIMEOUT.multipliedBy(2));
            scenario.network().silencePeer();
            Await.pause(TIMEOUT.multipliedBy(8).dividedBy(10));
            scenario.network().healPeer();
            Await.pause(TIMEOUT.multipliedBy(3));
            assertThat(scenario.userTimeout()).isZero();
            assertThat(scenario.application().stdout().lines("flood .*")).isEmpty();
            assertThat(scenario.reportedEvents()).noneMatch(event -> event.startsWith("dead"));
        }
    }

    @Test
    void longClosedThenSilentForever() {
        try (BusyScenario scenario = begin(POLICY, "idle")) {
            scenario.perform("flood");
            Await.pause(TIMEOUT.multipliedBy(2));
            Interval silenced = scenario.silence();
            scenario.application().stdout().await("flood .*Connection timed out.*");
            // The next probes come 6.4 and 12.8 seconds after the last, and show the silence.
            scenario.awaitDeath(silenced, new DetectionDeadline(TIMEOUT, Duration.ZERO, Duration.ofSeconds(20)));
        }
    }

    /** A megabyte every twenty seconds, twice the busy timeout. */
    @Test
    void slowReaderLives() {
        try (BusyScenario scenario = begin(LONG_POLICY, "megabytes")) {
            scenario.perform("flood");
            scenario.assertUserTimeoutStays(0, Duration.ofMinutes(2));
            assertThat(scenario.peer().stdout().lines("burst")).hasSizeGreaterThanOrEqualTo(6);
            assertThat(scenario.application().stdout().lines("flood .*")).isEmpty();
            assertThat(scenario.reportedEvents()).isEmpty();
        }
    }

    /** In the second of its pauses, while its window is closed. */
    @Test
    void slowReaderVanishes() {
        try (BusyScenario scenario = begin(LONG_POLICY, "megabytes")) {
            scenario.perform("flood");
            scenario.peer().stdout().await("burst", 2);
            Interval silenced = scenario.silence();
            scenario.awaitDeath(silenced, DetectionDeadline.ofBusyTimeout(LONG_TIMEOUT), BETWEEN_FIRST_PROBES);
            scenario.application().stdout().await("flood .*Connection timed out.*");
            assertThat(scenario.reportedEvents())
                    .hasSize(2)
                    .last()
                    .asString()
                    .matches("dead: retransmission_timeout by (write|watch)");
        }
    }

    private BusyScenario begin(String policy, String peerMode) {
        return BusyScenario.connected(new AgentFolder(folder), policy, "blocking", peerMode);
    }
}
