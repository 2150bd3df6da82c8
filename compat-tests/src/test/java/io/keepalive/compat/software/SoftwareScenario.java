// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.kernel.KernelSocket;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.network.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What every piece of software goes through, with and without the agent. */
final class SoftwareScenario {

    private static final String PATIENT = "keepalive: {idle: 41s, interval: 7s, count: 4}";
    private static final int LEEWAY_SECONDS = 10;
    private static final String IMPATIENT = "keepalive: {idle: 3s, interval: 1s, count: 3}";

    private final SoftwareOnJava installation;
    private final Path folder;

    /** @param folder an empty folder */
    SoftwareScenario(SoftwareOnJava installation, Path folder) {
        this.installation = installation;
        this.folder = folder;
    }

    /**
     * Runs it without and with the agent: it has the same number of connections, all of them get the agent's settings or
     * keep stricter ones of its own, it prints the same, and the agent has no error.
     */
    void isCovered() {
        CompatibilityResults results = CompatibilityResults.of(installation);
        results.record(CompatibilityResults.Column.COVERED, () -> {
            List<SocketOptions> own;
            SoftwareRun.Outcome expected;
            try (SoftwareRun run = begin("without", null)) {
                own = optionsOf(run.awaitConnections(any -> true));
                expected = run.end();
            }
            results.ownSettings(own);
            AgentFolder agent = new AgentFolder(folder("agent"));
            try (SoftwareRun run = begin("with", agent.configure(PATIENT))) {
                agent.awaitStart();
                SettingsOfRun wanted = new SettingsOfRun(own);
                List<KernelSocket> connections = run.awaitConnections(each -> wanted.areOf(each.settings()));
                assertThat(optionsOf(connections)).hasSameSizeAs(own);
                assertThat(run.end()).isEqualTo(expected);
            }
            assertThat(agent.log().events("agent.error")).isEmpty();
            return connections(own.size());
        });
    }

    private static String connections(int number) {
        return number == 1 ? "1 connection" : number + " connections";
    }

    private SoftwareRun begin(String name, String agent) {
        return SoftwareRun.begin(installation, Place.HERE, Place.HERE, folder(name), agent);
    }

    private static List<SocketOptions> optionsOf(List<KernelSocket> connections) {
        return connections.stream().map(KernelSocket::settings).toList();
    }

    /**
     * Runs it with the agent on a host of its own, where its peer dies while it is idle: the death of every connection is
     * reported once, with an expected cause.
     */
    void findsDeadPeer() {
        CompatibilityResults.of(installation).record(CompatibilityResults.Column.DEAD_PEER, () -> {
            AgentFolder agent = new AgentFolder(folder("agent"));
            boolean tighter = installation.software().isTighterThanAgent();
            String settings = tighter ? PATIENT : IMPATIENT;
            try (Network network = Network.open();
                    SoftwareRun run = SoftwareRun.begin(
                            installation,
                            Place.on(network.app()),
                            Place.on(network.peer()),
                            folder("death"),
                            agent.configure(settings))) {
                agent.awaitStart();
                List<KernelSocket> connections = run.awaitConnections(
                        each -> each.keepalive() == 1 && each.settings().idle() <= 3);
                network.silencePeer();
                List<JsonObject> deaths = deathsOf(connections, agent);
                if (tighter) {
                    assertThat(deaths).allMatch(death -> silentSeconds(death) < ownSeconds(connections));
                }
                return causes(deaths);
            }
        });
    }

    private List<JsonObject> deathsOf(List<KernelSocket> connections, AgentFolder agent) {
        List<JsonObject> deaths = agent.log().await("peer.dead", connections.size());
        assertThat(deaths)
                .extracting(death -> death.get("network.local.port").getAsInt())
                .containsExactlyInAnyOrderElementsOf(
                        connections.stream().map(KernelSocket::localPort).toList());
        assertThat(deaths)
                .extracting(death -> death.get("cause").getAsString())
                .isSubsetOf(installation.software().causes());
        assertThat(agent.log().events("agent.error")).isEmpty();
        return deaths;
    }

    private static long silentSeconds(JsonObject death) {
        return death.get("idle.ms").getAsLong() / 1000;
    }

    /** When the software's own timings have run out on every connection, with leeway for a busy machine. */
    private static long ownSeconds(List<KernelSocket> connections) {
        return LEEWAY_SECONDS
                + connections.stream()
                        .map(KernelSocket::settings)
                        .mapToLong(own -> own.idle() + own.interval() * own.count())
                        .max()
                        .orElseThrow();
    }

    private static String causes(List<JsonObject> deaths) {
        return deaths.stream()
                .map(death -> death.get("cause").getAsString())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
