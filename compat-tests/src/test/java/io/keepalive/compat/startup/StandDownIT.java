// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a platform that is not Linux, or is not recognized as such, interception works alone, with the only option that
 * the JDK offers there: SO_KEEPALIVE.
 */
class StandDownIT {

    private static final SocketOptions POLICY = new SocketOptions(1, 41, 7, 4, 0);

    @TempDir
    private Path folder;

    @Test
    @EnabledIf("allowsHiddenProc")
    void interceptionGoesOnWithoutTheWatcherAndSaysSo() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(OneOfEachKind.class)
                .jvmOption("-Dos.name=FreeBSD")
                .agent(agent.configure("keepalive: {idle: 41s, interval: 7s, count: 4}"))
                .arguments("-wait", "blocking", "nio")
                .start()) {
            agent.awaitStart();
            application.send("go").stdout().await("ready");
            for (String kind : new String[] {"blocking", "nio"}) {
                assertTuned(AnnouncedConnection.of(application, kind, "connect"));
                assertTuned(AnnouncedConnection.of(application, kind, "accept"));
            }
            assertThat(messages(agent)).anyMatch(message -> message.startsWith("the watcher stands down, since "));
            assertThat(agent.log().await("connection.opened", 4)).hasSize(4);
            assertThat(agent.log()
                            .events("agent.started")
                            .get(0)
                            .get("settings")
                            .toString())
                    .contains("busy-timeout=69s, without effect, since there is no watcher: busy connections take"
                            + " tcp_retries2 (built-in default)");
            assertThat(Cli.done("connections", String.valueOf(application.pid()))
                            .stdout())
                    .filteredOn(line -> line.contains(" out "))
                    .isNotEmpty()
                    .allMatch(line -> line.matches(".* (off|\\?) +off +0 .*"));
            assertThat(application.finish()).isZero();
        }
    }

    /** Newer JDKs offer the timings on such a platform too. */
    private static void assertTuned(AnnouncedConnection end) {
        assertThat(end.awaitSettings(settings -> settings.keepalive() == 1))
                .isIn(POLICY, SocketOptions.defaults().withKeepalive(1));
    }

    private static List<String> messages(AgentFolder agent) {
        return agent.log().await("agent.error", 1).stream()
                .filter(error -> error.has("message"))
                .map(error -> error.get("message").getAsString())
                .toList();
    }

    /** Java 8 and 11 choose classes by the name of the platform and do not start with a wrong one. */
    static boolean allowsHiddenProc() {
        return Jdk.underTest().feature() >= 17;
    }
}
