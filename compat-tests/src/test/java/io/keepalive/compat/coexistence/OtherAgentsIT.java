// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.OnDemand;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.jvm.OtherAgent;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other agents in the same JVM whose transformers interfere with the agent. */
class OtherAgentsIT {

    private static final SocketOptions POLICY = new SocketOptions(1, 41, 7, 4, 0);

    @TempDir
    private Path folder;

    /** Temporary interference: the agent works as without it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "redefineModule=1",
                "redefineModule=4",
                "retransformClasses=1",
                "retransformClasses=4",
                "nested",
                "broken"
            })
    void theAgentTriesAgain(String obstruction) {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = start(agent, obstruction)) {
            agent.awaitStart();
            application.send("nio pooled");
            assertThat(AnnouncedConnection.of(application, "pooled", "connect").awaitSettings(POLICY::equals))
                    .isEqualTo(POLICY);
            assertThat(agent.log().await("connection.opened", 2)).hasSize(2);
            assertThat(agent.log().events("agent.error")).isEmpty();
            assertThat(agent.log().events().toString()).doesNotContain("not intercepted");
            assertThat(application.stderr().lines(".*\\[keepalive].*")).isEmpty();
        }
    }

    /** Permanent interference: the log gives the reason and the first exception. */
    @Test
    @DisabledIf("hasNoModules")
    void whyItCannotStartIsInTheLog() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = start(agent, "redefineModule=1000000")) {
            assertThat(agent.log()
                            .await("agent.disabled", 1)
                            .get(0)
                            .get("reason")
                            .getAsString())
                    .contains("java.lang.ClassCircularityError: obstructed")
                    .doesNotContain("InvocationTargetException");
            application.send("nio pooled");
            assertThat(AnnouncedConnection.of(application, "pooled", "connect").settings())
                    .isEqualTo(SocketOptions.defaults());
            assertThat(application.stderr().lines(".*\\[keepalive].*")).isEmpty();
        }
    }

    private ForkedProcess start(AgentFolder agent, String obstruction) {
        ForkedProcess application = Launch.of(OnDemand.class)
                .libraries(ByteBuddy.class)
                .jvmOption(OtherAgent.option(folder, Obstructor.class) + "=" + obstruction)
                .agent(agent.configure("keepalive: {idle: 41s, interval: 7s, count: 4}"))
                .start();
        application.stdout().await("ready");
        return application;
    }

    static boolean hasNoModules() {
        return Jdk.underTest().feature() < 9;
    }
}
