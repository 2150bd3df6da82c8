// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.AgentThreads;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.network.FreePorts;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports while code of the application in the MBean server blocks the agent. */
class StuckListenersIT {

    @TempDir
    private Path folder;

    private final int port = FreePorts.any();

    private String configuration(AgentFolder agent) {
        return agent.write("report: {prometheus: ':%d', log: {file: '%s', format: json, level: debug}}%n"
                .formatted(port, agent.logFile()));
    }

    @Test
    void stuckRegistrationDelaysNothingElse() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(StuckListeners.class).start();
                Scraper scraper = Scraper.of(port)) {
            application.stdout().await("ready");
            application.send("block registrations").stdout().await("blocks");
            Cli.done("attach", String.valueOf(application.pid()), configuration(agent));
            application.stdout().await("held");

            application.send("reset first").stdout().await("reset first");
            agent.log().await("peer.dead", 2);
            scraper.await(samples -> dead(samples) == 2);
            detachAndRelease(application);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"listener", "filter"})
    void stuckListenerDelaysNoOtherReport(String who) {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(StuckListeners.class)
                        .agent(configuration(agent))
                        .start();
                Scraper scraper = Scraper.of(port)) {
            application.stdout().await("ready");
            application.send("block " + who).stdout().await("blocks");
            agent.awaitStart();
            application.send("reset first").stdout().await("held");
            application.send("reset second").stdout().await("reset second");
            agent.log().await("peer.dead", 4);
            scraper.await(samples -> dead(samples) == 4);
            detachAndRelease(application);
        }
    }

    /** When the listener returns, no thread and no MBean of the agent remains. */
    private static void detachAndRelease(ForkedProcess application) {
        Cli.done("detach", String.valueOf(application.pid()));
        application.send("release");
        assertThat(AgentThreads.awaitNone(application)).isEmpty();
        application.send("names").stdout().await("registered false");
    }

    private static double dead(Map<String, Double> samples) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith("keepalive_peers_dead_total"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
