// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.busy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.NamespaceSockets;
import io.keepalive.testkit.kernel.SocketOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is armed on a connection whose peer is silent, and stays silent, when the agent is no longer to act on it. */
@Tag("long")
class NothingStaysArmedIT {

    private static final String TIMINGS = "idle: 41s, interval: 7s, count: 4";
    private static final String POLICY = "keepalive: {" + TIMINGS + ", busy-timeout: 40s}";

    private static final String SUSPECT = "suspect: data retransmitted";

    /* linux/tcp.h. */
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_USER_TIMEOUT = 18;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                POLICY + "\nmode: off",
                POLICY + "\nmode: observe",
                "keepalive: {" + TIMINGS + ", busy-timeout: off}",
                POLICY + "\nrules: [{name: peer, match: {remote: 10.77.0.0/16}, mode: off}]",
                POLICY + "\nrules: [{name: peer, match: {remote: 10.77.0.0/16}, keepalive: {busy-timeout: off}}]",
            })
    void afterAReload(String configuration) {
        try (BusyScenario scenario = armed("")) {
            scenario.agent().configure(configuration);
            scenario.awaitUserTimeout(millis -> millis == 0);
            scenario.assertUserTimeoutStays(0, Duration.ofSeconds(4));
            assertThat(scenario.reportedEvents()).containsExactly(SUSPECT);
        }
    }

    @Test
    void afterADetach() {
        try (BusyScenario scenario = armed("")) {
            Cli.done("detach", String.valueOf(scenario.application().pid()));
            assertThat(scenario.end().settings()).isEqualTo(SocketOptions.defaults());
            assertThat(scenario.reportedEvents()).containsExactly(SUSPECT);
        }
    }

    /** A connection may be shared with another process, which goes on. */
    @Test
    void afterTheEndOfTheJvm() {
        try (BusyScenario scenario = armed("")) {
            KernelView.HeldEnd end = KernelView.hold(scenario.end());
            assertThat(scenario.application().finish()).isZero();
            assertThat(end.settings().userTimeout()).isZero();
        }
    }

    /** What waits is delivered then. */
    @Test
    void afterADetachWhenThePeerAnswers() {
        try (BusyScenario scenario = armed("")) {
            Cli.done("detach", String.valueOf(scenario.application().pid()));
            scenario.network().healPeer();
            scenario.awaitKernel(socket -> socket.retransmits() == 0);
            assertThat(scenario.end().settings()).isEqualTo(SocketOptions.defaults());
        }
    }

    /** A reload that changes the busy timeout alone. */
    @Test
    void butANewTimeout() {
        try (BusyScenario scenario = armed("")) {
            scenario.agent().configure("keepalive: {" + TIMINGS + ", busy-timeout: 20s}");
            scenario.agent().log().await("peer.dead", 1);
            assertThat(scenario.reportedEvents()).containsExactly(SUSPECT, "dead: retransmission_timeout by watch");
        }
    }

    /** A library that tunes its connection while that is armed has an own idle time, and no user timeout, afterwards. */
    @ParameterizedTest(name = "precedence {0}")
    @CsvSource({"app, 77", "fill-gaps, 77", "strictest, 41", "agent, 41"})
    void afterTheApplicationHasSetTimings(String precedence, int idle) {
        try (BusyScenario scenario = armed("\nprecedence: " + precedence)) {
            assertThat(scenario.perform("retune")).isEqualTo("0");
            scenario.network().healPeer();
            scenario.agent().log().await("peer.recovered", 1);
            assertThat(scenario.end().awaitSettings(now -> now.userTimeout() == 0 && now.idle() == idle))
                    .returns(0, SocketOptions::userTimeout)
                    .returns(idle, SocketOptions::idle);
            assertThat(scenario.reportedEvents("TCP_KEEPIDLE=77")).containsExactly(SUSPECT, "recovered");
        }
    }

    /**
     * Natively, so that no call is intercepted; longer and shorter than what is armed. The kernel sends again after 25 and after
     * 51 s, and a network that is healed between must not be too late for the shorter one.
     */
    @ParameterizedTest(name = "precedence {0}, user timeout {1} ms")
    @CsvSource({"strictest, 120000", "strictest, 75000", "app, 120000", "app, 75000", "fill-gaps, 120000"})
    void butTheApplicationsOwnUserTimeout(String precedence, int userTimeout) {
        String policy = "keepalive: {" + TIMINGS + ", busy-timeout: 80s}\nprecedence: " + precedence;
        try (BusyScenario scenario = armed(policy, "blocking")) {
            KernelView.set(scenario.end(), IPPROTO_TCP, TCP_USER_TIMEOUT, userTimeout);
            scenario.agent().awaitText(log -> log.contains("\"option\":\"TCP_USER_TIMEOUT\",\"value\":" + userTimeout));
            scenario.network().healPeer();
            scenario.agent().log().await("peer.recovered", 1);
            scenario.awaitUserTimeout(millis -> millis == userTimeout);
            scenario.assertUserTimeoutStays(userTimeout, Duration.ofSeconds(3));
            assertThat(scenario.reportedEvents("TCP_USER_TIMEOUT=" + userTimeout))
                    .containsExactly(SUSPECT, "recovered");
        }
    }

    /**
     * The kernel tries to deliver what was written before for as long as it does without the agent. A close by native code is
     * not intercepted, and what is armed then stays.
     */
    @ParameterizedTest
    @ValueSource(strings = {"blocking", "nio"})
    void afterTheApplicationHasClosed(String kind) {
        String policy = "keepalive: {" + TIMINGS + ", busy-timeout: 6s}";
        try (BusyScenario scenario = armed(policy, kind)) {
            AnnouncedConnection end = scenario.end();
            scenario.endConnection();
            Await.pause(Duration.ofSeconds(10));
            NamespaceSockets sockets = NamespaceSockets.of(scenario.network().app());
            assertThat(sockets.where(row -> row.isBetween(end.localPort(), end.peerPort())))
                    .as("data that is still to be delivered")
                    .isNotEmpty();
            assertThat(scenario.reportedEvents()).containsExactly(SUSPECT);
        }
    }

    private BusyScenario armed(String more) {
        return armed(POLICY + more, "blocking");
    }

    private BusyScenario armed(String policy, String kind) {
        BusyScenario scenario = BusyScenario.connected(new AgentFolder(folder), policy, kind, "drain");
        scenario.network().silencePeer();
        scenario.write();
        scenario.awaitUserTimeout(millis -> millis > 0);
        // Where round trips are long it is armed before.
        scenario.agent().log().await("peer.suspect", 1);
        return scenario;
    }
}
