// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.testkit.agent.AgentFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Peers that die on a host of their own. A second application without the agent, whose connections the kernel ends by
 * its own settings, must see what the first one sees.
 */
class DeadPeersIT {

    /** 2 s of idle time, then three probes, one second apart. */
    private static final Duration DETECTION = Duration.ofSeconds(5);

    private static final Duration IDLE = Duration.ofSeconds(2);

    private static final String POLICY = "keepalive: {idle: 2s, interval: 1s, count: 3}" + DeadPeerScenario.RARE_ROUNDS;

    @TempDir
    private Path folder;

    @Test
    void silentWhileIdleIsAKeepaliveTimeout() {
        try (DeadPeerScenario scenario = DeadPeerScenario.begin(new AgentFolder(folder), POLICY);
                TimingAssertions timing = TimingAssertions.of(scenario.observed())) {
            Interval silenced = Interval.of(scenario.network()::silencePeer);
            for (JsonObject death : scenario.deaths("keepalive_timeout")) {
                assertThat(death.get("age.ms").getAsLong()).isGreaterThanOrEqualTo(DETECTION.toMillis());
                timing.assertInTime(death, silenced, DetectionDeadline.after(DETECTION), IDLE);
                assertThat(death.get("level").getAsString()).isEqualTo("WARN");
                assertThat(death.get("probes").getAsInt()).isEqualTo(3);
                assertThat(Duration.ofMillis(death.get("idle.ms").getAsLong()))
                        .isGreaterThanOrEqualTo(DETECTION.minus(TimingAssertions.WATCH_PERIOD.multipliedBy(2)))
                        .isLessThanOrEqualTo(Duration.between(silenced.begin(), IdleConnectionScenario.timeOf(death))
                                .plus(IDLE));
                assertThat(death.get("keepalive.idle.s").getAsInt()).isEqualTo(2);
                assertThat(death.get("exception").getAsString()).contains("Exception: Connection timed out");
            }
        }
    }

    @Test
    void silentWithDataInFlightIsARetransmissionTimeout() {
        try (DeadPeerScenario scenario = DeadPeerScenario.begin(
                new AgentFolder(folder),
                "keepalive: {idle: 2s, interval: 1s, count: 3, user-timeout: auto}" + DeadPeerScenario.RARE_ROUNDS)) {
            scenario.network().silencePeer();
            scenario.applications(application -> application.send("write"));
            for (JsonObject death : scenario.deaths("retransmission_timeout")) {
                assertThat(death.get("level").getAsString()).isEqualTo("WARN");
                assertThat(death.get("retransmits").getAsInt()).isPositive();
                assertThat(death.get("keepalive.user_timeout.ms").getAsInt()).isEqualTo(5_000);
            }
        }
    }

    @Test
    void abortingIsAReset() {
        try (DeadPeerScenario scenario = DeadPeerScenario.begin(new AgentFolder(folder), POLICY)) {
            scenario.peer().send("reset");
            assertLevelInfo(scenario.deaths("reset"));
        }
    }

    @Test
    void restartingHostIsAReset() {
        try (DeadPeerScenario scenario = DeadPeerScenario.begin(new AgentFolder(folder), POLICY)) {
            scenario.network().rebootPeer(scenario.peer());
            assertLevelInfo(scenario.deaths("reset"));
        }
    }

    private static void assertLevelInfo(List<JsonObject> deaths) {
        assertThat(deaths)
                .allSatisfy(
                        death -> assertThat(death.get("level").getAsString()).isEqualTo("INFO"));
    }
}
