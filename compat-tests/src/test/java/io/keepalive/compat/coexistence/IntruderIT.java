// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What code of the application can do to the agent or through it. */
class IntruderIT {

    private static final int FIRST_WITH_MODULES = 9;

    @TempDir
    private Path folder;

    @Test
    void applicationCannotReplaceTheBridgeOrReachJdkInternals() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(Intruder.class)
                .agent(agent.configure("keepalive: {idle: 41s}"))
                .start()) {
            application.stdout().await("ready");
            agent.awaitStart();
            intrude(application, 1);
            assertIntercepted(agent, application, "after-attempts");
        }
    }

    /** The bridge remains after a detach: it accepts another agent and still no other code. */
    @Test
    void aLaterAgentIsLetIn() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure("keepalive: {idle: 41s}");
        try (ForkedProcess application = Launch.of(Intruder.class).start()) {
            application.stdout().await("ready");
            String pid = String.valueOf(application.pid());
            Cli.done("attach", pid, configuration);
            assertIntercepted(agent, application, "first");
            Cli.done("detach", pid);
            intrude(application, 1);
            Cli.done("attach", pid, configuration);
            intrude(application, 2);
            assertIntercepted(agent, application, "second");
        }
    }

    private static void intrude(ForkedProcess application, int time) {
        application.send("intrude").stdout().await("intruded", time);
        assertThat(application.stdout().lines("set .*: .*"))
                .hasSize(3 * time)
                .noneMatch(line -> line.contains(": done"));
        List<String> reached = application.stdout().lines("get .*: done, .*");
        // On Java 8 reflection can access everything in the JVM, with the agent or without.
        if (Jdk.underTest().feature() >= FIRST_WITH_MODULES) {
            assertThat(reached).isEmpty();
        } else {
            assertThat(reached).noneMatch(line -> line.startsWith("get the observer"));
        }
    }

    /** Reported for an intercepted connection and not for an adopted one. */
    private static void assertIntercepted(AgentFolder agent, ForkedProcess application, String name) {
        application.send("open " + name);
        int port = AnnouncedConnection.of(application, name, "connect").localPort();
        List<JsonObject> opened = List.of();
        for (int i = 1; opened.isEmpty(); i++) {
            opened = agent.log().await("connection.opened", i).stream()
                    .filter(event -> event.get("network.local.port").getAsInt() == port)
                    .toList();
        }
        assertThat(opened).hasSize(1);
    }
}
