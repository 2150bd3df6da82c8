// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Applications that configure the JDK's security long after the start of the agent. */
class LateSecurityPropertiesIT {

    @TempDir
    private Path folder;

    /** The precondition of the test with the agent. */
    @Test
    void areReadWithoutTheAgent() {
        assertThat(property(Launch.of(LateSecurityProperties.class), 0)).isEqualTo("7");
    }

    /** The agent waits for a recording of Flight Recorder after five seconds, or before main if main waits. */
    @ParameterizedTest
    @CsvSource({"start: beside, 9000", "start: wait, 3000"})
    void areReadAsWithoutTheAgent(String start, long millis) {
        AgentFolder agent = new AgentFolder(folder);
        assertThat(property(Launch.of(LateSecurityProperties.class).agent(agent.configure(start)), millis))
                .isEqualTo("7");
    }

    private String property(Launch launch, long millis) {
        String file = folder.resolve("security.properties").toString();
        try (ForkedProcess application =
                launch.arguments(file, String.valueOf(millis)).start()) {
            return application.stdout().await("property (.*)").group(1);
        }
    }
}
