// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** From Java 26 on the end of a JVM with an agent can wait a minute for a thread that loads a class (JDK-8387045). */
@Isolated("for a class must be loaded within a tenth of a second")
@EnabledIf("awaitsAgents")
class ExitIT {

    @TempDir
    private Path folder;

    /** Without the removal of the transformer, one end in ten or so waits that minute, and the test does not. */
    @RepeatedTest(8)
    void doesNotWaitForClassesThatAreLoaded() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(LoadsUntilTheEnd.class)
                .jvmOption("-Xmx32m")
                .jvmOption("-XX:+UseSerialGC")
                .agent(agent.configure("mode: enforce"))
                .start()) {
            agent.awaitStart();
            application.send("go").stdout().await("loading");
            assertThat(application.finish()).isZero();
        }
    }

    static boolean awaitsAgents() {
        return Jdk.underTest().feature() >= 26;
    }
}
