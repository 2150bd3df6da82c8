// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.BystanderWatch;
import io.keepalive.testkit.network.FreePorts;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Descriptor numbers pass between connections that the agent tunes and sockets that it must leave alone as fast as
 * possible, while rounds are as frequent as allowed and the configuration changes all the time. Observed from outside,
 * for as many seconds as the system property {@code churn.seconds} says.
 */
class MixedChurnIT {

    private static final long SECONDS = Long.getLong("churn.seconds");
    private static final long TURN_SECONDS = 20;

    /** The configurations in turn. Each sets or restores an option of every open connection. */
    private static final String[] NEXT = {
        "keepalive: {idle: 43s, interval: 7s, count: 4}",
        "mode: off",
        "keepalive: {idle: 45s, interval: 8s, count: 5}",
        "keepalive: {idle: 41s, interval: 7s, count: 4}"
    };

    private static final long BETWEEN_RELOADS_MILLIS = 1_500;

    @TempDir
    private Path folder;

    private final int tunedPort = FreePorts.any();
    private final int leftPort = FreePorts.any();

    @Test
    void nothingElseIsTouchedAndNothingReported() throws Exception {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(MixedChurn.class)
                .agent(configure(agent, NEXT[NEXT.length - 1]))
                .arguments(String.valueOf(tunedPort), String.valueOf(leftPort))
                .start()) {
            agent.awaitStart();
            try (BystanderWatch watch = BystanderWatch.of(application, leftPort)) {
                churn(application, agent);
                long read = watch.end();
                System.out.println(read + " bystanders read, "
                        + agent.log().events("config.reloaded").size() + " reloads");
                assertThat(read).isPositive();
                assertThat(watch.changed()).isEmpty();
            }
            application.finish();
        }
        assertThat(agent.log().events("config.reloaded")).isNotEmpty();
        assertThat(agent.log().events("app.change")).isEmpty();
        assertThat(agent.log().events("peer.dead")).isEmpty();
        assertThat(agent.log().events("connection.half_closed")).isEmpty();
        assertThat(agent.log().events("agent.error")).noneMatch(error -> error.has("exception"));
    }

    private void churn(ForkedProcess application, AgentFolder agent) throws InterruptedException {
        Thread reloads = new Thread(() -> reloadUntilInterrupted(agent), "reloads");
        reloads.start();
        try {
            for (long left = SECONDS; left > 0; left -= TURN_SECONDS) {
                churnOnce(application, "churn-" + left, Math.min(left, TURN_SECONDS));
            }
        } finally {
            reloads.interrupt();
            reloads.join();
        }
    }

    /** In periods shorter than {@link io.keepalive.testkit.Await#LIMIT}, the limit for an answer. */
    private static void churnOnce(ForkedProcess application, String name, long seconds) {
        application.send("churn " + seconds + " " + name);
        Matcher churned = application.stdout().await("churned " + name + " (\\d+) (\\d+)");
        System.out.println(name + ": " + churned.group(1) + " opened and closed, " + churned.group(2) + " failed");
        assertThat(Long.parseLong(churned.group(1))).isPositive();
    }

    private void reloadUntilInterrupted(AgentFolder agent) {
        try {
            for (int i = 0; ; i++) {
                Thread.sleep(BETWEEN_RELOADS_MILLIS);
                configure(agent, NEXT[i % NEXT.length]);
            }
        } catch (InterruptedException enough) {
            configure(agent, NEXT[NEXT.length - 1]);
        }
    }

    /** Resets and deaths are logged at INFO. */
    private String configure(AgentFolder agent, String next) {
        return agent.write("""
                %s
                watch: {every: 100ms}
                rules:
                - {name: out, match: {direction: outbound, remote-port: %d}, mode: off}
                - {name: in, match: {direction: inbound, local-port: %d}, mode: off}
                report: {log: {file: '%s', format: json, level: info}}
                """.formatted(next, leftPort, leftPort, agent.logFile()));
    }
}
