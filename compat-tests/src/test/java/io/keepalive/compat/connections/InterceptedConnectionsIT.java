// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.jvm.SelfSignedKeyStore;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.NamespaceSockets;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both ends of connections of every kind carry the policy as soon as they are open. Adoption is off, so a connection
 * that is not intercepted keeps the defaults.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterceptedConnectionsIT {

    private static final SocketOptions POLICY = new SocketOptions(1, 41, 7, 4, 90_000);

    private ForkedProcess application;

    @BeforeAll
    void start(@TempDir Path folder) {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure("""
                keepalive: {idle: 41s, interval: 7s, count: 4, user-timeout: 90s}
                adopt: false
                """);
        application = Launch.of(OneOfEachKind.class)
                .agent(configuration)
                .jvmOptions(SelfSignedKeyStore.in(folder).jvmOptions())
                .arguments("-wait")
                .arguments(SupportedConnectKinds.all().toArray(String[]::new))
                .start();
        agent.awaitStart();
        application.send("go").stdout().await("ready");
    }

    @AfterAll
    void stop() {
        application.close();
    }

    static Stream<Arguments> ends() {
        return SupportedConnectKinds.all().stream()
                .flatMap(kind -> Stream.of(Arguments.of(kind, "connect"), Arguments.of(kind, "accept")));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("ends")
    void carryThePolicyOnceTheyAreOpen(String kind, String role) {
        assertThat(AnnouncedConnection.of(application, kind, role).settings()).isEqualTo(POLICY);
    }

    @Test
    void keepaliveTimerRuns() {
        AnnouncedConnection end = AnnouncedConnection.of(application, "blocking", "connect");
        assertThat(NamespaceSockets.here().keepaliveTimer(end.localPort(), end.peerPort()))
                .hasValueSatisfying(left -> assertThat(left).isBetween(0.0, 42.0));
    }
}
