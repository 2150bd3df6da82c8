// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.busy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.deaths.DetectionDeadline;
import io.keepalive.compat.deaths.IdleConnectionScenario;
import io.keepalive.compat.deaths.Interval;
import io.keepalive.testkit.agent.AgentFolder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer that falls silent while data is in flight is dead after the busy timeout, whatever the kind of socket. */
class BusyTimeoutIT {

    private static final String TIMINGS = "idle: 2s, interval: 1s, count: 3";
    private static final String TEN_SECONDS = "keepalive: {" + TIMINGS + ", busy-timeout: 10s}";

    /** {@code auto}, which is the default: the idle time and three intervals. */
    private static final Duration AUTO = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"keepalive: {" + TIMINGS + "}", "keepalive: {" + TIMINGS + ", busy-timeout: auto}"})
    void isTheDetectionTimeByDefault(String policy) {
        try (BusyScenario scenario = BusyScenario.connected(new AgentFolder(folder), policy, "blocking", "drain")) {
            assertThat(scenario.userTimeout()).isZero();
            Interval sent = scenario.writeToTheSilent();
            JsonObject death = scenario.awaitDeath(sent, DetectionDeadline.ofBusyTimeout(AUTO));
            assertThat(death.get("level").getAsString()).isEqualTo("WARN");
            assertThat(death.get("retransmits").getAsInt()).isGreaterThanOrEqualTo(2);
            assertThat(scenario.perform("read")).contains("Connection timed out");
            assertThat(scenario.reportedEvents())
                    .containsExactly("suspect: data retransmitted", "dead: retransmission_timeout by watch");
        }
    }

    @ParameterizedTest(name = "{0}, nobody reads")
    @ValueSource(strings = {"blocking", "nio"})
    void nobodyReads(String kind) {
        try (BusyScenario scenario = connected(kind)) {
            assertTimedOut(scenario, scenario.writeToTheSilent(), "watch");
        }
    }

    @ParameterizedTest(name = "{0}, a thread reads")
    @ValueSource(strings = {"blocking", "nio"})
    void aThreadReads(String kind) {
        try (BusyScenario scenario = connected(kind)) {
            scenario.perform("receive");
            Interval sent = scenario.writeToTheSilent();
            scenario.application().stdout().await("receive .*Connection timed out.*");
            assertTimedOut(scenario, sent, "(read|watch)");
        }
    }

    /** Netty closes the connection as soon as the kernel has ended it. */
    @Test
    void nativeTransport() {
        try (BusyScenario scenario = connected(BusyScenario.NATIVE)) {
            Interval sent = scenario.writeToTheSilent();
            scenario.application().stdout().await("failed .*Connection timed out.*");
            assertTimedOut(scenario, sent, "watch");
        }
    }

    @ParameterizedTest(name = "{0}, accepted, a thread reads: {1}")
    @CsvSource({"blocking, true", "blocking, false", "epoll, false"})
    void accepted(String kind, boolean reading) {
        try (BusyScenario scenario = BusyScenario.accepted(new AgentFolder(folder), TEN_SECONDS, kind)) {
            if (reading) {
                scenario.perform("receive");
            }
            assertTimedOut(scenario, scenario.writeToTheSilent(), "(read|watch)");
        }
    }

    /** The data is not retransmitted everywhere: it may stay in the queue while the kernel probes the window. */
    @Test
    void linkWithoutCarrier() {
        try (BusyScenario scenario = connected("blocking")) {
            Interval silenced = scenario.silence();
            scenario.network().unplugPeer();
            Interval sent = scenario.writeAfter(silenced);
            scenario.awaitDeath(sent, DetectionDeadline.ofBusyTimeout(Duration.ofSeconds(10)));
            assertThat(scenario.reportedEvents())
                    .hasSize(2)
                    .last()
                    .asString()
                    .matches("dead: (retransmission_timeout|local_network) by watch");
        }
    }

    /** With a busy timeout shorter than the detection time, which is 13 seconds here. */
    @Test
    void idleConnectionGetsAllItsProbes() {
        String policy = "keepalive: {idle: 4s, interval: 3s, count: 3, busy-timeout: 4s}";
        try (BusyScenario scenario = BusyScenario.connected(new AgentFolder(folder), policy, "blocking", "drain")) {
            scenario.write();
            Interval silenced = scenario.silence();
            scenario.assertUserTimeoutStays(0, Duration.ofSeconds(8));
            JsonObject death = scenario.awaitDeath(
                    new Interval(silenced.begin().minusSeconds(4), silenced.end()),
                    DetectionDeadline.after(Duration.ofSeconds(13)));
            assertThat(death.get("probes").getAsInt()).isEqualTo(3);
            assertThat(scenario.reportedEvents())
                    .containsExactly("suspect: probes unanswered", "dead: keepalive_timeout by watch");
        }
    }

    private BusyScenario connected(String kind) {
        return BusyScenario.connected(new AgentFolder(folder), TEN_SECONDS, kind, "drain");
    }

    private static void assertTimedOut(BusyScenario scenario, Interval sent, String detectedBy) {
        JsonObject death = scenario.awaitDeath(sent, DetectionDeadline.ofBusyTimeout(Duration.ofSeconds(10)));
        JsonObject suspect = scenario.agent().log().events("peer.suspect").get(0);
        assertThat(IdleConnectionScenario.timeOf(suspect))
                .isBefore(IdleConnectionScenario.timeOf(death).minusSeconds(5));
        assertThat(scenario.reportedEvents())
                .hasSize(2)
                .startsWith("suspect: data retransmitted")
                .last()
                .asString()
                .matches("dead: retransmission_timeout by " + detectedBy);
    }
}
