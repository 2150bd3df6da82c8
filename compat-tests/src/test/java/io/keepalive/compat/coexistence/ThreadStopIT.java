// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Threads that the application stops anywhere in the code of the agent. */
class ThreadStopIT {

    private static final int BREAKS_WHEN_STOPPED = 11;
    private static final int LAST_THAT_STOPS = 19;
    private static final int THREADS = 800;
    private static final int AT_A_TIME = 8;

    @TempDir
    private Path folder;

    @Test
    @DisabledIf("breaksOnThreadStop")
    void stoppedThreadsEnd() {
        AgentFolder agent = new AgentFolder(folder);
        String argument = agent.write("report: {log: {file: '%s', format: json, level: info}, stack-traces: opened}%n"
                .formatted(agent.logFile()));
        try (ForkedProcess application = Launch.of(Stopped.class)
                .arguments(String.valueOf(THREADS))
                .agent(argument)
                .start()) {
            agent.awaitStart();
            application.send("go");
            if (Jdk.underTest().feature() > LAST_THAT_STOPS) {
                application.stdout().await("threads cannot be stopped");
                return;
            }
            for (int stopped = AT_A_TIME; stopped <= THREADS; stopped += AT_A_TIME) {
                application.stdout().await("so far " + stopped);
            }
            String result = application.stdout().await("stopped .*").group();
            assertThat(application.stdout().lines("went on: .*")).isEmpty();
            assertThat(result).isEqualTo("stopped " + THREADS + ", 0 went on");

            application.send("afterwards").stdout().await("connection afterwards accept .*");
            assertThat(Cli.done("status", String.valueOf(application.pid())).stdout())
                    .anyMatch(line -> line.matches("agent errors +0"));
        }
    }

    /**
     * Whether stopping a thread in the socket code of the JDK itself closes descriptors of others: in three of four
     * runs without the agent the program lost its standard input.
     */
    static boolean breaksOnThreadStop() {
        return Jdk.underTest().feature() == BREAKS_WHEN_STOPPED;
    }
}
