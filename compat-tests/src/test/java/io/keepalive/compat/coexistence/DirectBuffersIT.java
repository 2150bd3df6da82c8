// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The direct buffers of a JVM belong to the application: they are counted in its metrics and limited. */
class DirectBuffersIT {

    /** Long enough for a few rounds of the watcher. */
    private static final Duration SOME_ROUNDS = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    @Test
    void agentTakesNoDirectBuffer() {
        try (ForkedProcess with = Launch.of(DirectBuffers.class)
                        .agent(new AgentFolder(folder).write("keepalive: {idle: 41s}"))
                        .start();
                ForkedProcess without = Launch.of(DirectBuffers.class).start()) {
            with.stderr().await(".* started: .*");
            Await.pause(SOME_ROUNDS);
            assertThat(buffers(with, "before")).isEqualTo("0 0").isEqualTo(buffers(without, "before"));
            for (ForkedProcess application : List.of(with, without)) {
                open(application, "blocking");
                open(application, "nio");
            }
            Await.pause(SOME_ROUNDS);
            Cli.done("connections", String.valueOf(with.pid()));
            assertThat(buffers(with, "after")).isEqualTo(buffers(without, "after"));
        }
    }

    @Test
    void itRunsWhereThereAreNone() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(DirectBuffers.class)
                .jvmOption("-XX:MaxDirectMemorySize=1k")
                .agent(agent.configure("keepalive: {idle: 41s}"))
                .start()) {
            agent.awaitStart();
            open(application, "blocking");
            agent.log().await("connection.opened", 2);
            Await.pause(SOME_ROUNDS);
            assertThat(agent.log().events("agent.error")).isEmpty();
            assertThat(Cli.done("status", String.valueOf(application.pid())).stdout())
                    .anyMatch(line -> line.matches("agent errors +0"));
        }
    }

    private static void open(ForkedProcess application, String kind) {
        application.send(kind + " " + kind);
        AnnouncedConnection.of(application, kind, "accept");
    }

    private static String buffers(ForkedProcess application, String name) {
        return application
                .send("buffers " + name)
                .stdout()
                .await("buffers " + name + " (.*)")
                .group(1);
    }
}
