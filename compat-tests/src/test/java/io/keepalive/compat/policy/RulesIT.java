// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.NamedHostConnections;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.network.FreePorts;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A connection gets the settings of the first matching rule, and none where that rule is off. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesIT {

    private static final SocketOptions DEFAULT = new SocketOptions(1, 41, 7, 4, 0);

    private final int database = FreePorts.any();
    private final int sidecar = FreePorts.any();
    private final int named = FreePorts.any();
    private final int plain = FreePorts.any();
    private ForkedProcess application;

    @BeforeAll
    void start(@TempDir Path folder) {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure("""
                keepalive: {idle: 41s, interval: 7s, count: 4}
                rules:
                  - name: database
                    match: {direction: outbound, remote: 127.0.0.0/8, remote-port: %d}
                    keepalive: {idle: 30s, interval: 5s, user-timeout: auto}
                  - name: clients of the database
                    match: {direction: inbound, local-port: %d}
                    keepalive: {count: 9}
                  - {name: sidecar, match: {remote-port: %d}, mode: "off"}
                  - {name: sidecar's clients, match: {local-port: %d}, mode: "off"}
                  - name: by name
                    match: {remote: [localhost]}
                    keepalive: {idle: 33s}
                """.formatted(database, database, sidecar, sidecar));
        application = Launch.of(NamedHostConnections.class)
                .agent(configuration)
                .arguments("blocking:127.0.0.1:" + database, "nio:127.0.0.1:" + sidecar)
                .arguments("blocking:localhost:" + named, "blocking:127.0.0.1:" + plain)
                .start();
        agent.awaitStart();
        application.send("go").stdout().await("ready");
    }

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void portAndDirectionChooseARule() {
        assertSettings("blocking:127.0.0.1:" + database, "connect", new SocketOptions(1, 30, 5, 4, 50_000));
        assertSettings("blocking:127.0.0.1:" + database, "accept", new SocketOptions(1, 41, 7, 9, 0));
    }

    @Test
    void offLeavesTheConnectionAsItIs() {
        assertSettings("nio:127.0.0.1:" + sidecar, "connect", SocketOptions.defaults());
        assertSettings("nio:127.0.0.1:" + sidecar, "accept", SocketOptions.defaults());
    }

    @Test
    void hostNamesMatchAsTheApplicationWroteThem() {
        assertSettings("blocking:localhost:" + named, "connect", DEFAULT.withIdle(33));
        assertSettings("blocking:localhost:" + named, "accept", DEFAULT);
    }

    @Test
    void whatNoRuleTakesGetsTheDefault() {
        assertSettings("blocking:127.0.0.1:" + plain, "connect", DEFAULT);
        assertSettings("blocking:127.0.0.1:" + plain, "accept", DEFAULT);
    }

    private void assertSettings(String kind, String role, SocketOptions expected) {
        assertThat(AnnouncedConnection.of(application, kind, role).awaitSettings(expected::equals))
                .isEqualTo(expected);
    }
}
