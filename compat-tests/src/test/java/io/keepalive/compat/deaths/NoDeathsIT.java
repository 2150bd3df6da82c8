// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.network.FreePorts;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends of connections and exceptions that are not deaths and must not be reported as such. */
class NoDeathsIT {

    private static final String POLICY = "keepalive: {idle: 2s, interval: 1s, count: 3}";

    @TempDir
    private Path folder;

    @Test
    void thePeerClosesInOrder() {
        try (DeadPeerScenario scenario = DeadPeerScenario.begin(new AgentFolder(folder), POLICY)) {
            scenario.peer().send("close");
            scenario.awaitEqualEnds();
            assertThat(scenario.observed().stdout().lines("\\w+ read: -1")).hasSize(DeadPeerScenario.KINDS.length);
            scenario.applications(application -> application.send("close"));
            assertNoDeath(scenario);
        }
    }

    @Test
    void theApplicationCloses() {
        try (DeadPeerScenario scenario = DeadPeerScenario.begin(new AgentFolder(folder), POLICY)) {
            scenario.applications(application -> application.send("close"));
            scenario.awaitEqualEnds();
            assertNoDeath(scenario);
        }
    }

    @Test
    void theApplicationClosesWhileProbesGoUnanswered() {
        try (DeadPeerScenario scenario = DeadPeerScenario.begin(
                new AgentFolder(folder), "precedence: agent\nkeepalive: {idle: 1s, interval: 1s, count: 100}")) {
            scenario.network().silencePeer();
            scenario.awaitProbes(2);
            scenario.observed().send("close").stdout().await("aio close done");
            assertNoDeath(scenario);
        }
    }

    @Test
    void aReadTimesOut() {
        try (DeadPeerScenario scenario =
                DeadPeerScenario.begin(new AgentFolder(folder), POLICY, "-Dclient.read.timeout=300")) {
            scenario.applications(application -> application.stdout().await("blocking waits: .*Read timed out"));
            scenario.applications(application -> application.send("close"));
            scenario.awaitEqualEnds();
            assertNoDeath(scenario);
        }
    }

    @Test
    void aConnectFails() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(FailedConnects.class)
                .agent(agent.configure(POLICY))
                .arguments("127.0.0.1", String.valueOf(FreePorts.any()))
                .arguments(DeadPeerScenario.KINDS)
                .start()) {
            agent.awaitStart();
            application.send("go").stdout().await("ready");
            assertThat(application.stdout().lines("\\w+ connect: java.net.ConnectException: Connection refused.*"))
                    .hasSize(DeadPeerScenario.KINDS.length);
            assertThat(application.finish()).isZero();
            assertThat(agent.log().events("peer.dead")).isEmpty();
            assertThat(agent.log().events("connection.opened")).isEmpty();
        }
    }

    /** The log is complete when the application has ended. Reports about the connections prove that the agent ran. */
    private static void assertNoDeath(DeadPeerScenario scenario) {
        scenario.agent().log().await("connection.opened", DeadPeerScenario.KINDS.length);
        assertThat(scenario.observed().finish()).isZero();
        assertThat(scenario.agent().log().events("connection.opened")).hasSize(DeadPeerScenario.KINDS.length);
        assertThat(scenario.agent().log().events("peer.dead")).isEmpty();
    }
}
