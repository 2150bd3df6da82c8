// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.ManyConnections;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.KernelThreads;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cost of the watcher with more connections than its share of a processor allows to read. */
class CostIT {

    private static final int CONNECTIONS = 4_000;
    private static final String WATCHER = "keepalive-agent";
    private static final Duration WHILE = Duration.ofSeconds(15);
    /** The watcher aims at a hundredth. The rest allows for the machine and a round that began before. */
    private static final int SHARE = 33;

    @TempDir
    private Path folder;

    @Test
    void isBoundedBySlowingDownAndSaid() throws Exception {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.write("""
                watch: {every: 100ms}
                report: {log: {file: '%s', format: json, level: info}}
                """.formatted(agent.logFile()));
        try (ForkedProcess application = Launch.of(ManyConnections.class)
                .agent(configuration)
                .arguments(String.valueOf(CONNECTIONS))
                .start()) {
            agent.awaitStart();
            application.send("go").stdout().await("ready");
            JsonObject limited = agent.log().await("agent.error", CostIT::isOfARound);
            assertThat(limited.get("message").getAsString())
                    .matches("a round over \\d+ connections takes .* the watcher now checks every \\d+ ms.*");
            KernelThreads.OneThread watcher = KernelThreads.named(application.pid(), WATCHER);
            long before = watcher.cpuNanos();
            Thread.sleep(WHILE.toMillis());
            Duration used = Duration.ofNanos(watcher.cpuNanos() - before);
            System.out.println("the watcher used " + used.toMillis() + " ms in " + WHILE.toMillis() + " ms");
            assertThat(used).isPositive().isLessThan(WHILE.dividedBy(SHARE));
        }
    }

    /** Another error may come before on a slow machine. */
    private static boolean isOfARound(JsonObject error) {
        return error.toString().contains("a round over ");
    }
}
