package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.network.FreePorts;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends of connections, and exceptions, that are no dead peers and must not be reported as such. */
class NoDeathsIT {

    private static final String POLICY = "keepalive: {idle: 2s, interval: 1s, count: 3}";

    @TempDir
    private Path folder;

    @Test
    void thePeerClosesInOrder() {
        try (DeadPeerScenario scene = DeadPeerScenario.play(new AgentFolder(folder), POLICY)) {
            scene.peer().send("close");
            scene.awaitEqualEnds();
            assertThat(scene.observed().stdout().lines("\\w+ read: -1")).hasSize(DeadPeerScenario.WAYS.length);
            scene.applications(application -> application.send("close"));
            assertNoDeath(scene);
        }
    }

    @Test
    void theApplicationCloses() {
        try (DeadPeerScenario scene = DeadPeerScenario.play(new AgentFolder(folder), POLICY)) {
            scene.applications(application -> application.send("close"));
            scene.awaitEqualEnds();
            assertNoDeath(scene);
        }
    }

    @Test
    void theApplicationClosesWhileProbesGoUnanswered() {
        try (DeadPeerScenario scene = DeadPeerScenario.play(
                new AgentFolder(folder), "precedence: agent\nkeepalive: {idle: 1s, interval: 1s, count: 100}")) {
            scene.network().silencePeer();
            scene.awaitProbes(2);
            scene.observed().send("close").stdout().await("aio close done");
            assertNoDeath(scene);
        }
    }

    @Test
    void aReadTimesOut() {
        try (DeadPeerScenario scene =
                DeadPeerScenario.play(new AgentFolder(folder), POLICY, "-Dclient.read.timeout=300")) {
            scene.applications(application -> application.stdout().await("blocking waits: .*Read timed out"));
            scene.applications(application -> application.send("close"));
            scene.awaitEqualEnds();
            assertNoDeath(scene);
        }
    }

    @Test
    void aConnectFails() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(FailedConnects.class)
                .agent(agent.configure(POLICY))
                .arguments("127.0.0.1", String.valueOf(FreePorts.any()))
                .arguments(DeadPeerScenario.WAYS)
                .start()) {
            agent.awaitStart();
            application.send("go").stdout().await("ready");
            assertThat(application.stdout().lines("\\w+ connect: java.net.ConnectException: Connection refused.*"))
                    .hasSize(DeadPeerScenario.WAYS.length);
            assertThat(application.finish()).isZero();
            assertThat(agent.log().events("peer.dead")).isEmpty();
            assertThat(agent.log().events("connection.opened")).isEmpty();
        }
    }

    /** The log is complete once the application has ended; that the agent was there shows in what it says of them. */
    private static void assertNoDeath(DeadPeerScenario scene) {
        assertThat(scene.observed().finish()).isZero();
        assertThat(scene.agent().log().events("connection.opened")).hasSize(DeadPeerScenario.WAYS.length);
        assertThat(scene.agent().log().events("peer.dead")).isEmpty();
    }
}
