// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.isolation.MachineClock;
import io.keepalive.testkit.process.Command.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The wall clock is set forward or back by hours while the application runs. Measured times and waits of the agent are
 * not affected; timestamps of reports follow the clock.
 */
@Tag("long")
class SetClockIT {

    private static final String POLICY = "keepalive: {idle: 2s, interval: 1s, count: 3}";

    /** So that the clock can be set between the suspicion and the death, on a busy machine too. */
    private static final String LONG_SILENCE = "keepalive: {idle: 2s, interval: 2s, count: 9}";

    private static final long LONG_SILENCE_MILLIS = 20_000;

    /** Much longer than any of these tests, and shorter than the step of the clock. */
    private static final long HALF_AN_HOUR_MILLIS = Duration.ofMinutes(30).toMillis();

    @TempDir
    private Path folder;

    private AgentFolder agent;
    private MachineClock clock;

    @BeforeEach
    void prepare() {
        agent = new AgentFolder(folder);
        clock = new MachineClock(folder);
    }

    /**
     * One connection is older than the first step of the clock, the other younger; the clock is set back while the
     * peer is silent.
     */
    @ParameterizedTest
    @ValueSource(ints = {2, -2})
    void aPeerThatDiesIsReportedAsEver(int hours) {
        Duration ahead = Duration.ofHours(hours);
        try (IdleConnectionScenario scenario = begin(LONG_SILENCE, "drain")) {
            scenario.open("older");
            IdleConnectionScenario.awaitRounds(2);
            clock.setAhead(ahead);
            scenario.open("younger");
            IdleConnectionScenario.awaitRounds(2);
            assertAgesAreRight(scenario);
            scenario.network().silencePeer();
            scenario.await("peer.suspect", 2);
            clock.setAhead(Duration.ZERO);
            for (JsonObject death : scenario.await("peer.dead", 2)) {
                assertThat(death.get("cause").getAsString()).isEqualTo("keepalive_timeout");
                assertThat(death.get("idle.ms").getAsLong()).isBetween(LONG_SILENCE_MILLIS, HALF_AN_HOUR_MILLIS);
                assertThat(death.get("age.ms").getAsLong()).isBetween(LONG_SILENCE_MILLIS, HALF_AN_HOUR_MILLIS);
                assertThat(Duration.between(IdleConnectionScenario.timeOf(death), Instant.now()))
                        .isBetween(Duration.ZERO, Duration.ofMinutes(30));
            }
            for (JsonObject suspect : scenario.await("peer.suspect", 2)) {
                assertThat(Duration.between(Instant.now().plus(ahead), IdleConnectionScenario.timeOf(suspect)))
                        .isBetween(Duration.ofMinutes(-30), Duration.ZERO);
            }
            assertStatusTellsOf(scenario, 2);
            assertThat(scenario.reportedEvents())
                    .filteredOn(reportedEvents -> reportedEvents.startsWith("dead"))
                    .hasSize(2);
        }
    }

    /** A changed configuration is still read, and commands are answered. */
    @ParameterizedTest
    @ValueSource(ints = {2, -2})
    void whatTheAgentWaitsForComesAsEver(int hours) {
        try (IdleConnectionScenario scenario = begin(POLICY, "drain")) {
            scenario.open("pooled");
            IdleConnectionScenario.awaitRounds(2);
            clock.setAhead(Duration.ofHours(hours));
            agent.configure(POLICY + "\nwatch: {every: 100ms}");
            scenario.await("config.reloaded", 1);
            assertStatusTellsOf(scenario, 0);
            Cli.done("reload", pid(scenario));
            scenario.network().silencePeer();
            scenario.await("peer.dead", 1);
            assertStatusTellsOf(scenario, 1);
            Cli.done("detach", pid(scenario));
            scenario.await("agent.stopped", 1);
            assertThat(scenario.reportedEvents())
                    .filteredOn(reportedEvents -> reportedEvents.startsWith("dead"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, -2})
    void aLeakIsReportedWhenItsTimeHasCome(int hours) {
        try (IdleConnectionScenario scenario = begin("watch: {half-closed-after: 10s}\n" + POLICY, "drain")) {
            scenario.open("leaked");
            scenario.commandPeer("shutdown");
            IdleConnectionScenario.awaitRounds(2);
            clock.setAhead(Duration.ofHours(hours));
            JsonObject leak = scenario.await("connection.half_closed", 1).get(0);
            assertThat(leak.get("half_closed.ms").getAsLong()).isBetween(10_000L, HALF_AN_HOUR_MILLIS);
        }
    }

    /** A step of the clock does not make unread data older than the user timeout. */
    @Test
    void aResetIsNoBackPressure() {
        try (IdleConnectionScenario scenario =
                begin("keepalive: {idle: 60s, interval: 10s, count: 3, user-timeout: 10m}", "idle")) {
            scenario.open("full");
            scenario.perform("fill", "full");
            // The watcher reads the kernel's table of queues every two seconds.
            IdleConnectionScenario.awaitRounds(6);
            clock.setAhead(Duration.ofHours(2));
            scenario.commandPeer("reset");
            JsonObject death = scenario.await("peer.dead", 1).get(0);
            assertThat(death.get("cause").getAsString()).isEqualTo("reset");
        }
    }

    private IdleConnectionScenario begin(String policy, String peerMode) {
        return IdleConnectionScenario.begin(agent, policy, peerMode, clock.command());
    }

    private static String pid(IdleConnectionScenario scenario) {
        return String.valueOf(scenario.application().pid());
    }

    private static void assertAgesAreRight(IdleConnectionScenario scenario) {
        Result listed = Cli.done("connections", pid(scenario), "--json");
        List<Long> ages = JsonParser.parseString(String.join("\n", listed.stdout()))
                .getAsJsonObject()
                .getAsJsonArray("connections")
                .asList()
                .stream()
                .map(connection -> connection.getAsJsonObject().get("age.ms").getAsLong())
                .toList();
        assertThat(ages).hasSize(2).allSatisfy(age -> assertThat(age).isBetween(1_000L, HALF_AN_HOUR_MILLIS));
    }

    private static void assertStatusTellsOf(IdleConnectionScenario scenario, int dead) {
        Result status = Cli.done("status", pid(scenario), "--json");
        JsonObject printed =
                JsonParser.parseString(String.join("\n", status.stdout())).getAsJsonObject();
        assertThat(printed.get("mode").getAsString()).isEqualTo("enforce");
        assertThat(printed.get("peers.dead").getAsInt()).isEqualTo(dead);
    }
}
