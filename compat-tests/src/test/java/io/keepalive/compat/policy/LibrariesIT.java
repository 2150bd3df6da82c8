// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Libraries that switch keepalive off because of an unset setting of their own. */
class LibrariesIT {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}: SO_KEEPALIVE {1}")
    @CsvSource({"strictest, 1", "agent, 1", "app, 0", "fill-gaps, 1"})
    void thePostgresqlDriver(String precedence, int keepalive) {
        Launch driver = Launch.of(JdbcClient.class).libraries(org.postgresql.Driver.class);
        assertKeepalive(driver, precedence, keepalive);
    }

    @ParameterizedTest(name = "{0}: SO_KEEPALIVE {1}")
    @CsvSource({"strictest, 1", "agent, 1", "app, 0", "fill-gaps, 1"})
    void apacheHttpClient4(String precedence, int keepalive) {
        Launch client = Launch.of(HttpClient4.class)
                .libraries(
                        org.apache.http.impl.client.HttpClients.class,
                        org.apache.http.HttpHost.class,
                        org.apache.commons.logging.LogFactory.class,
                        org.apache.commons.codec.binary.Base64.class);
        assertKeepalive(client, precedence, keepalive);
    }

    @Test
    void apacheHttpClient5() {
        Launch client = Launch.of(HttpClient5.class)
                .libraries(
                        org.apache.hc.client5.http.impl.classic.HttpClients.class,
                        org.apache.hc.core5.http.HttpHost.class,
                        org.apache.hc.core5.http2.HttpVersionPolicy.class,
                        org.slf4j.Logger.class);
        assertKeepalive(client, "agent", 1);
    }

    private void assertKeepalive(Launch library, String precedence, int keepalive) {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure("""
                keepalive: {idle: 41s, interval: 7s, count: 4}
                precedence: %s
                """.formatted(precedence));
        SocketOptions expected = new SocketOptions(keepalive, 41, 7, 4, 0);
        try (ForkedProcess application = library.agent(configuration).start()) {
            agent.awaitStart();
            application.send("go").stdout().await("ready");
            assertThat(connection(application).awaitSettings(expected::equals)).isEqualTo(expected);
        }
    }

    private static AnnouncedConnection connection(ForkedProcess application) {
        Matcher client = application.stdout().await("session (\\d+)");
        Matcher server = application.stdout().await("connected (\\d+) .*");
        return new AnnouncedConnection(
                application.pid(), Integer.parseInt(client.group(1)), Integer.parseInt(server.group(1)));
    }
}
