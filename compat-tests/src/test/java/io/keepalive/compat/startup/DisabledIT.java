// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.jvm.OtherAgent;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.KernelThreads;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disabled agent leaves the application alone. */
class DisabledIT {

    /** A class that the agent first uses after the hooks are live and before it reports its start. */
    private static final String NEEDED_LATE = "io/keepalive/agent/event/agent/MainStart";

    /** The agent's own thread, by which the command line knows of the agent. */
    private static final String THREAD = "keepalive-agent";

    @TempDir
    private Path folder;

    @Test
    void disabledAgentTunesNothing() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure("keepalive: {idle: 41s, interval: 7s, count: 4}");
        try (ForkedProcess application = Launch.of(OneOfEachKind.class)
                .jvmOption(OtherAgent.option(folder, BrokenClassAgent.class) + "=" + NEEDED_LATE)
                .agent(configuration)
                .arguments("-wait", "blocking", "nio")
                .start()) {
            assertThat(agent.log()
                            .await("agent.disabled", 1)
                            .get(0)
                            .get("reason")
                            .getAsString())
                    .contains("ClassFormatError");
            application.send("go").stdout().await("ready");
            for (String kind : new String[] {"blocking", "nio"}) {
                assertThat(AnnouncedConnection.of(application, kind, "connect")
                                .settings()
                                .keepalive())
                        .isZero();
                assertThat(AnnouncedConnection.of(application, kind, "accept")
                                .settings()
                                .keepalive())
                        .isZero();
            }
            // It ends after the message.
            assertThat(KernelThreads.awaitNames(application, names -> !names.contains(THREAD)))
                    .doesNotContain(THREAD);
            assertThat(Cli.run("status", String.valueOf(application.pid())).status())
                    .isEqualTo(3);
            assertThat(agent.log().events("connection.opened")).isEmpty();
        }
    }
}
