package io.keepalive.compat.coexistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.deaths.IdleConnectionScenario;
import io.keepalive.compat.harness.AgentFolder;
import io.keepalive.compat.harness.AnnouncedConnection;
import io.keepalive.compat.harness.Cli;
import io.keepalive.compat.harness.ForkedJvm;
import io.keepalive.compat.harness.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Direct buffers are the application's: they are counted as such, and limited for it. */
class DirectBuffersIT {

    /** For a few rounds of the watcher, which might take some. */
    private static final Duration SOME_ROUNDS = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    @Test
    void theAgentTakesNone() {
        try (ForkedJvm with = Launch.of(DirectBuffers.class)
                        .agent(new AgentFolder(folder).write("keepalive: {idle: 41s}"))
                        .start();
                ForkedJvm without = Launch.of(DirectBuffers.class).start()) {
            with.stderr().await(".* started: .*");
            IdleConnectionScenario.letPass(SOME_ROUNDS);
            assertThat(buffers(with, "before")).isEqualTo("0 0").isEqualTo(buffers(without, "before"));
            for (ForkedJvm application : List.of(with, without)) {
                open(application, "blocking");
                open(application, "nio");
            }
            IdleConnectionScenario.letPass(SOME_ROUNDS);
            Cli.done("connections", String.valueOf(with.pid()));
            assertThat(buffers(with, "after")).isEqualTo(buffers(without, "after"));
        }
    }

    @Test
    void itRunsWhereThereAreNone() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedJvm application = Launch.of(DirectBuffers.class)
                .jvmOption("-XX:MaxDirectMemorySize=1k")
                .agent(agent.configure("keepalive: {idle: 41s}"))
                .start()) {
            agent.awaitStart();
            open(application, "blocking");
            agent.log().await("connection.opened", 2);
            IdleConnectionScenario.letPass(SOME_ROUNDS);
            assertThat(agent.log().events("agent.error")).isEmpty();
            assertThat(Cli.done("status", String.valueOf(application.pid())).stdout())
                    .anyMatch(line -> line.matches("agent errors +0"));
        }
    }

    private static void open(ForkedJvm application, String way) {
        application.send(way + " " + way);
        AnnouncedConnection.of(application, way, "accept");
    }

    private static String buffers(ForkedJvm application, String name) {
        return application
                .send("buffers " + name)
                .stdout()
                .await("buffers " + name + " (.*)")
                .group(1);
    }
}
