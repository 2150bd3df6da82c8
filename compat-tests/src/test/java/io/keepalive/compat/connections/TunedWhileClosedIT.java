// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A socket that one thread closes while another sets an option: on Java 8 its descriptor is gone before the hook reads
 * it.
 */
class TunedWhileClosedIT {

    private static final int SOCKETS = 2_000;

    @TempDir
    private Path folder;

    @Test
    void jvmDoesNotCrash() {
        AgentFolder agent = new AgentFolder(folder);
        String argument = agent.write("report: {log: {file: '%s', format: json}}%n".formatted(agent.logFile()));
        try (ForkedProcess application = Launch.of(TunedWhileClosed.class)
                .arguments(String.valueOf(SOCKETS))
                .agent(argument)
                .start()) {
            agent.awaitStart();
            assertThat(application.send("go").exitStatus()).isZero();
            application.stdout().await("closed " + SOCKETS);
        }
    }
}
