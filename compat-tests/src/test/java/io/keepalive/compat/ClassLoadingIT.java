package io.keepalive.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.harness.AgentFolder;
import io.keepalive.compat.harness.ForkedJvm;
import io.keepalive.compat.harness.Launch;
import io.keepalive.compat.harness.LoadsLog;
import io.keepalive.compat.host.FirstTimes;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The application's threads load none of the agent's classes: that reads its jar, and takes a class loader's lock. */
class ClassLoadingIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"enforce", "observe"})
    void nothingIsLeftForTheThreadThatFirstOpensChangesLosesOrClosesAConnection(String mode) {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure("mode: " + mode);
        try (ForkedJvm application = Launch.of(FirstTimes.class)
                .jvmOption(LoadsLog.option(folder))
                .agent(configuration)
                .start()) {
            agent.awaitStart();
            application.send("go").stdout().await("ready");

            assertThat(application.stdout().lines("loaded .*")).isNotEmpty();
            assertThat(application.stdout().lines("loaded (?!keepalive-).*io\\.keepalive\\.agent\\..*"))
                    .isEmpty();
            agent.log().await("peer.dead", 2);
            agent.log().await("app.change", 2);
            agent.log().await("connection.closed", 6);
            assertThat(agent.log().events("connection.opened")).hasSize(6);
        }
    }
}
