// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.Idle;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.AgentThreads;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.Commands;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** From Java 26 on the end of a JVM can wait a minute for a call to an agent (JDK-8387045), longer than these tests do. */
@Isolated("for a class must be loaded within a tenth of a second")
@EnabledIf("awaitsAgents")
class ExitIT {

    /* asm-generic/signal.h. */
    private static final int SIGTERM = 15;

    @TempDir
    private Path folder;

    /** Without the removal of the transformer, two or three of these ends wait. */
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

    /** Without its release, all of these ends wait for main in premain. */
    @RepeatedTest(4)
    void doesNotWaitForMain() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application =
                Launch.of(Idle.class).agent(agent.configure("start: wait")).start()) {
            AgentThreads.awaitNames(application, names -> !names.isEmpty());
            Commands.run(List.of("kill", "-TERM", String.valueOf(application.pid())));
            assertThat(application.exitStatus()).isEqualTo(128 + SIGTERM);
        }
    }

    static boolean awaitsAgents() {
        return Jdk.underTest().feature() >= 26;
    }
}
