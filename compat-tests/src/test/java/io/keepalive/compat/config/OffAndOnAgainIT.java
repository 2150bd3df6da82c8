// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.connections.AdoptionIT;
import io.keepalive.compat.deaths.DetectionDeadline;
import io.keepalive.compat.deaths.IdleConnectionScenario;
import io.keepalive.compat.deaths.Interval;
import io.keepalive.compat.reports.Scraper;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.network.FreePorts;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration file switches the agent off and on again while the application runs: everything is as before. */
class OffAndOnAgainIT {

    private static final String POLICY = "keepalive: {idle: 2s, interval: 1s, count: 3}";

    private static final String ROUNDS = "keepalive_watch_seconds_count";

    @TempDir
    private Path folder;

    @Test
    void deathsAreReportedInTime() {
        AgentFolder agent = new AgentFolder(folder);
        try (IdleConnectionScenario scenario = IdleConnectionScenario.begin(agent, POLICY, "drain")) {
            scenario.open("older");
            turnOffAndOn(agent, POLICY);
            scenario.open("younger");
            agent.log().await("connection.adopted", 1);
            Interval silenced = scenario.during(() -> scenario.network().silencePeer());
            scenario.await("peer.dead", 2)
                    .forEach(death -> scenario.assertInTime(
                            death, silenced, DetectionDeadline.after(Duration.ofSeconds(5)), Duration.ofSeconds(2)));
            assertThat(scenario.reportedEvents())
                    .filteredOn(reportedEvents -> !reportedEvents.startsWith("suspect"))
                    .containsExactly("dead: keepalive_timeout by watch", "dead: keepalive_timeout by watch");
        }
    }

    /**
     * The watcher waits briefly in each round in which it finds unknown connections. It must not count that as work,
     * which would slow its rounds down a hundredfold.
     */
    @Test
    void roundsComeAsOften() {
        AgentFolder agent = new AgentFolder(folder);
        String policy = POLICY + "\nwatch: {every: 100ms}";
        int port = FreePorts.any();
        try (ForkedProcess application = AdoptionIT.nativeTransport("epoll")
                        .agent(agent.configure(policy) + ",log.level=info,prometheus=127.0.0.1:" + port)
                        .arguments("127.0.0.1")
                        .start();
                Scraper scraper = Scraper.of(port)) {
            agent.awaitStart();
            scraper.await(samples -> samples.getOrDefault(ROUNDS, 0.0) > 0);
            turnOffAndOn(agent, policy);
            double before = scraper.await(samples -> true).get(ROUNDS);
            scraper.await(samples -> {
                reopen(application);
                return samples.get(ROUNDS) - before >= 40;
            });
        }
    }

    private static void reopen(ForkedProcess application) {
        application.send("replace 127.0.0.1 " + AdoptionIT.listeningPort(application));
    }

    private static void turnOffAndOn(AgentFolder agent, String policy) {
        agent.configure(policy + "\nmode: off");
        agent.log().await("config.reloaded", 1);
        agent.configure(policy);
        agent.log().await("config.reloaded", 2);
    }
}
