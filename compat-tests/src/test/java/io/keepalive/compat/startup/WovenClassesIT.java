// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM does not verify classes of the JDK, unless it is told to: then it accepts those that the agent has woven. */
class WovenClassesIT {

    @TempDir
    private Path folder;

    @Test
    void theJvmVerifiesThem() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(OneOfEachKind.class)
                .arguments("-wait", "blocking", "nio-selector", "adaptor-timeout", "aio-future")
                .jvmOption("-XX:+UnlockDiagnosticVMOptions")
                .jvmOption("-XX:+BytecodeVerificationLocal")
                .agent(agent.configure("mode: enforce"))
                .start()) {
            agent.awaitStart();
            application.send("go").stdout().await("ready");

            agent.log().await("connection.opened", 8);
            assertThat(agent.log().events("connection.adopted")).isEmpty();
            assertThat(agent.log().events("agent.error")).isEmpty();
        }
    }
}
