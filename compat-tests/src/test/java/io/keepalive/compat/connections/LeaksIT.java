// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.PoolPeer;
import io.keepalive.compat.deaths.IdleConnectionScenario;
import io.keepalive.compat.reports.Scraper;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.KernelSocket;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection is open while one of its descriptors is, whether or not the application still refers to it. */
@Tag("long")
class LeaksIT {

    /** Ports on a host of the test, where all are free. */
    private static final int METRICS_PORT = 9_110;

    /** How many rounds the watcher has made. */
    private static final String ROUNDS = "keepalive_watch_seconds_count";

    private static final String OPENER = "io.keepalive.compat.connections.Leaks.open(";

    @TempDir
    private Path folder;

    private final Network network = Network.open();
    private AgentFolder agent;
    private ForkedProcess peer;
    private ForkedProcess application;
    private Scraper scraper;

    @AfterEach
    void stop() {
        scraper.close();
        application.close();
        peer.close();
        network.close();
    }

    private void start(String every) {
        agent = new AgentFolder(folder);
        peer = Launch.of(PoolPeer.class)
                .on(network.peer())
                .arguments(network.peer().address(), "idle")
                .start();
        Launch launch = Launch.of(Leaks.class)
                .on(network.app())
                .agent(configuration(every))
                .arguments(network.peer().address())
                .arguments(peer.stdout().await("listening (\\d+)").group(1));
        if (Jdk.underTest().feature() > 8) {
            launch.jvmOption("--add-opens=java.base/sun.nio.fs=ALL-UNNAMED");
        }
        scraper = Scraper.on(network.app(), METRICS_PORT);
        application = launch.start();
        agent.awaitStart();
    }

    private String configuration(String every) {
        return agent.write("""
                keepalive: {idle: 2s, interval: 1s, count: 3}
                start: wait
                watch: {every: %s, half-closed-after: 1s}
                report:
                  stack-traces: opened
                  prometheus: '127.0.0.1:%d'
                  log: {file: '%s', format: json, level: debug}
                """.formatted(every, METRICS_PORT, agent.logFile()));
    }

    /** Waits for a whole round: they are more seldom than configured where they take much of a busy machine. */
    private void awaitRound() {
        double before = scraper.await(samples -> samples.containsKey(ROUNDS)).get(ROUNDS);
        scraper.await(samples -> samples.getOrDefault(ROUNDS, before) >= before + 2);
    }

    private String perform(String command) {
        application.send(command);
        return application.stdout().await("done " + command + " ?(.*)").group(1);
    }

    private List<JsonObject> events(String kind) {
        return agent.log().events(kind);
    }

    private void assertNeitherClosedNorAdopted() {
        assertThat(events("connection.closed")).isEmpty();
        assertThat(events("connection.adopted")).isEmpty();
        assertThat(agent.log().failures()).isEmpty();
    }

    /** @param every the time between rounds; also so long that the connection is collected before a round */
    @ParameterizedTest(name = "a round every {0}")
    @ValueSource(strings = {"100ms", "5s"})
    void collectedConnectionIsReportedWithItsOpener(String every) {
        start(every);
        int port = Integer.parseInt(perform("open leaked"));
        if (every.equals("100ms")) {
            awaitRound();
        }
        perform("lose leaked");
        peer.send("await 1").stdout().await("done await 1");
        peer.send("shutdown").stdout().await("done shutdown");
        assertIsLeaked(agent.log().await("connection.half_closed", 1).get(0), port);
        assertNeitherClosedNorAdopted();
    }

    @ParameterizedTest(name = "a round every {0}")
    @ValueSource(strings = {"100ms", "5s"})
    void oneDeathIsReportedWithItsOpener(String every) {
        start(every);
        int port = Integer.parseInt(perform("open leaked"));
        perform("lose leaked");
        network.silencePeer();
        assertIsLeaked(agent.log().await("peer.dead", 1).get(0), port);
        IdleConnectionScenario.awaitRounds(6);
        assertThat(events("peer.dead")).hasSize(1);
        assertNeitherClosedNorAdopted();
    }

    private void assertIsLeaked(JsonObject event, int port) {
        assertThat(event.get("connection.id").getAsLong()).isEqualTo(1);
        assertThat(event.get("network.local.port").getAsInt()).isEqualTo(port);
        assertThat(event.get("opened.thread").getAsString()).isEqualTo("main");
        assertThat(event.get("opened.at").getAsString()).startsWith(OPENER);
        assertThat(event.get("lost.descriptor").getAsInt()).isEqualTo(numberOf(port));
    }

    private int numberOf(int port) {
        return KernelView.socketsOf(application.pid()).stream()
                .filter(socket -> socket.isTcp() && socket.localPort() == port)
                .findFirst()
                .orElseThrow()
                .descriptor();
    }

    @Test
    void collectedConnectionGetsItsOptionsBack() {
        start("100ms");
        int port = Integer.parseInt(perform("open leaked"));
        perform("lose leaked");
        awaitRound();
        Cli.done("detach", String.valueOf(application.pid()));
        assertThat(KernelView.socketsOf(application.pid()).stream()
                        .filter(socket -> socket.isTcp() && socket.localPort() == port)
                        .map(KernelSocket::settings))
                .containsExactly(SocketOptions.defaults());
    }

    /** Without recognizing duplicates, the watcher would adopt them. */
    @Test
    void twoConnectionsWithFiveDescriptorsAreTwoDeaths() {
        start("100ms");
        int one = Integer.parseInt(perform("open one"));
        int other = Integer.parseInt(perform("open other"));
        perform("dup " + numberOf(one));
        perform("dup " + numberOf(one));
        perform("dup " + numberOf(other));
        awaitRound();
        network.silencePeer();
        agent.log().await("peer.dead", 2);
        IdleConnectionScenario.awaitRounds(6);
        assertThat(events("peer.dead"))
                .extracting(death -> death.get("network.local.port").getAsInt())
                .containsExactlyInAnyOrder(one, other);
        assertThat(events("peer.suspect")).hasSize(2);
        assertNeitherClosedNorAdopted();
    }

    @Test
    void aConnectionIsClosedWithItsLastDescriptor() {
        start("100ms");
        int port = Integer.parseInt(perform("open one"));
        String second = perform("dup " + numberOf(port));
        awaitRound();
        perform("close one");
        IdleConnectionScenario.awaitRounds(2);
        assertNeitherClosedNorAdopted();
        network.silencePeer();
        JsonObject death = agent.log().await("peer.dead", 1).get(0);
        assertThat(death.get("opened.at").getAsString()).startsWith(OPENER);
        assertThat(death.get("lost.descriptor").getAsString()).isEqualTo(second);
        assertNeitherClosedNorAdopted();
        perform("closenumber " + second);
        agent.log().await("connection.closed", 1);
        IdleConnectionScenario.awaitRounds(2);
        assertThat(events("connection.closed")).hasSize(1);
        assertThat(events("peer.dead")).hasSize(1);
        assertThat(events("connection.adopted")).isEmpty();
    }
}
