// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Application threads progress while the agent's threads are suspended at arbitrary points. If one of these held a
 * lock that application threads need, those would stop too.
 */
class UnhinderedIT {

    private static final int SUSPENSIONS = 100;
    private static final int SAMPLES = 1_000;

    @TempDir
    private Path folder;

    @Test
    void noThreadOfTheApplicationWaitsForOneOfTheAgents() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(Unhindered.class)
                .jvmOption("-Dcom.sun.management.jmxremote")
                .agent(agent.configure("watch: {every: 1s}"))
                .start()) {
            agent.awaitStart();
            application.send("go").stdout().await("at work");
            application.send("suspend " + SUSPENSIONS);
            assertThat(last(application, "so far (\\d+)", "suspended .*|threads cannot be suspended"))
                    .isIn("suspended " + SUSPENSIONS + ", 0 were held up", "threads cannot be suspended");
            application.send("sample " + SAMPLES);
            assertThat(last(application, "sample (\\d+)", "sampled .*"))
                    .as(() -> String.valueOf(application.stdout().lines("waits: .*")))
                    .isEqualTo("sampled " + SAMPLES + ", 0 waited for the agent");
        }
    }

    /** Waits as long as there is progress. */
    private static String last(ForkedProcess application, String progress, String end) {
        for (int i = 0; application.stdout().lines(end).isEmpty(); i++) {
            application.stdout().await(progress.replace("(\\d+)", String.valueOf(i)) + "|" + end);
        }
        return application.stdout().await(end).group();
    }
}
