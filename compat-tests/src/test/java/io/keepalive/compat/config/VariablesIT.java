// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.keepalive.compat.application.OnDemand;
import io.keepalive.compat.application.PlainApplication;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environment variables in the values of a configuration file. */
class VariablesIT {

    private static final String FIRST = """
            keepalive:
              idle: ${KA_IDLE}
              interval: ${KA_INTERVAL:-7s}
              count: "${KA_COUNT}"
            """;
    private static final SocketOptions OPTIONS = new SocketOptions(1, 41, 7, 4, 0);

    @TempDir
    private Path folder;

    @Test
    void reachConnectionsAndReportsAndEveryReload() {
        AgentFolder agent = new AgentFolder(folder);
        String file = agent.configure(FIRST);
        try (ForkedProcess application = application(OnDemand.class, file).start()) {
            agent.awaitStart();
            application.send("blocking before");
            assertSettings(OPTIONS, application, "before");
            assertThat(settings(agent.log().events("agent.started").get(0)))
                    .contains("idle=41s (" + file + ":2 (from ${KA_IDLE}))")
                    .contains("interval=7s (" + file + ":3 (default of ${KA_INTERVAL}))");
            assertThat(Cli.done("status", String.valueOf(application.pid())).stdout())
                    .anyMatch(line -> line.endsWith("count=4 (" + file + ":4 (from ${KA_COUNT}))"));

            agent.configure(FIRST.replace("KA_IDLE}", "KA_NO_IDLE}"));
            assertThat(agent.log()
                            .await("config.rejected", 1)
                            .get(0)
                            .get("message")
                            .getAsString())
                    .startsWith(file + ":2:9: the environment variable KA_NO_IDLE is not set;");
            agent.configure(FIRST.replace("KA_INTERVAL:-7s", "KA_INTERVAL:-9s"));
            agent.log().await("config.reloaded", 1);
            assertSettings(new SocketOptions(1, 41, 9, 4, 0), application, "before");
        }
    }

    private static Launch application(Class<?> main, String agentArgument) {
        return Launch.of(main)
                .environment("KA_IDLE", "41s")
                .environment("KA_COUNT", "4")
                .agent(agentArgument);
    }

    private static void assertSettings(SocketOptions expected, ForkedProcess application, String name) {
        AnnouncedConnection end = AnnouncedConnection.of(application, name, "connect");
        assertThat(end.awaitSettings(expected::equals)).isEqualTo(expected);
    }

    private static String settings(JsonObject started) {
        StringBuilder lines = new StringBuilder();
        for (JsonElement setting : started.get("settings").getAsJsonArray()) {
            lines.append(setting.getAsString()).append('\n');
        }
        return lines.toString();
    }

    /** Main waits although the words that make it wait are in a variable. */
    @Test
    void decideWhetherMainWaits() {
        AgentFolder agent = new AgentFolder(folder);
        String file = agent.configure("precedence: ${KA_PRECEDENCE:-app}");
        try (ForkedProcess application =
                application(PlainApplication.class, file).arguments("one").start()) {
            agent.awaitStart();
            assertThat(agent.log().events("agent.started").get(0).get("main").getAsString())
                    .startsWith("main waited ")
                    .contains("precedence app");
            application.send("go");
        }
    }

    @Test
    void thatAreMissingLeaveTheApplicationAlone() {
        String file = new AgentFolder(folder).write("keepalive:\n  idle: ${KA_NO_IDLE}\n  count: ${KA_COUNT\n");
        try (ForkedProcess application =
                application(PlainApplication.class, file).start()) {
            application.stderr().await(".*:2:9: the environment variable KA_NO_IDLE is not set; .*");
            application.stderr().await(".*:3:10: no } ends the variable '\\$\\{KA_COUNT'; .*");
            application.stderr().await(".*disabled: .*the application runs without the agent.*");
            assertThat(application.send("go").exitStatus()).isEqualTo(PlainApplication.STATUS);
        }
    }

    @Test
    void thatAreMissingRefuseAStartWithFailFast() {
        String file = new AgentFolder(folder).write("keepalive:\n  idle: ${KA_NO_IDLE}\n");
        try (ForkedProcess refused =
                application(PlainApplication.class, file + ",fail-fast=true").start()) {
            assertThat(refused.exitStatus()).isNotZero().isNotEqualTo(PlainApplication.STATUS);
            assertThat(refused.stdout().lines()).isEmpty();
            refused.stderr().await(".*:2:9: the environment variable KA_NO_IDLE is not set; .*");
        }
    }
}
