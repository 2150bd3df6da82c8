package io.keepalive.compat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.harness.AgentFolder;
import io.keepalive.compat.harness.End;
import io.keepalive.compat.harness.ForkedJvm;
import io.keepalive.compat.harness.Jdk;
import io.keepalive.compat.harness.Launch;
import io.keepalive.compat.harness.Settings;
import io.keepalive.compat.host.Connections;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Where the platform is not Linux, or is not taken for it, interception works alone. */
class StandDownIT {

    @TempDir
    private Path folder;

    @Test
    @EnabledIf("canBeFooled")
    void interceptionGoesOnWithoutTheWatcherAndSaysSo() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedJvm application = Launch.of(Connections.class)
                .jvmOption("-Dos.name=FreeBSD")
                .agent(agent.configure("keepalive: {idle: 41s, interval: 7s, count: 4}"))
                .arguments("-wait", "blocking", "nio")
                .start()) {
            agent.awaitStart();
            application.send("go").stdout().await("ready");
            JsonObject error = agent.log().await("agent.error", 1).get(0);
            assertThat(error.get("message").getAsString()).startsWith("the watcher stands down, since ");
            Settings policy = new Settings(1, 41, 7, 4, 0);
            for (String way : new String[] {"blocking", "nio"}) {
                assertThat(End.of(application, way, "connect").awaitSettings(policy::equals))
                        .isEqualTo(policy);
                assertThat(End.of(application, way, "accept").awaitSettings(policy::equals))
                        .isEqualTo(policy);
            }
            assertThat(application.finish()).isZero();
        }
    }

    /** Java 8 and 11 choose their own classes by that name, and do not start with a wrong one. */
    static boolean canBeFooled() {
        return Jdk.underTest().feature() >= 17;
    }
}
