// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.network.Inetd;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Connections that may be older than the interception, or are inherited. */
class EarlyConnectionsIT {

    private static final SocketOptions POLICY = new SocketOptions(1, 42, 6, 5, 0);

    @TempDir
    private Path folder;

    private String configuration() {
        return new AgentFolder(folder).configure("keepalive: {idle: 42s, interval: 6s, count: 5}");
    }

    @Test
    void openedByTheFirstStatementOfMainGetThePolicy() {
        try (ForkedProcess application =
                Launch.of(FirstStatement.class).agent(configuration()).start()) {
            assertPolicyOn(application, "first", "connect");
            assertPolicyOn(application, "first", "accept");
        }
    }

    /** Ends after the start: an exit of Java 26 and later may wait a minute for an agent that loads its classes (JDK-8387045). */
    @Test
    void inheritedFromInetdGetThePolicy() {
        try (ForkedProcess application = Launch.of(Inherited.class)
                .through(Inetd.command())
                .agent(configuration())
                .start()) {
            assertPolicyOn(application, "inherited", "accept");
            new AgentFolder(folder).awaitStart();
            assertThat(application.finish()).isZero();
        }
    }

    /** Java 17 still contains the socket implementation of Java 8 and 11. */
    @Test
    @EnabledIf("canSwitchBack")
    void ofTheOldSocketImplementationGetThePolicy() {
        try (ForkedProcess application = Launch.of(OneOfEachKind.class)
                .agent(configuration())
                .jvmOption("-Djdk.net.usePlainSocketImpl")
                .arguments("-wait", "blocking", "blocking-timeout", "subclass")
                .start()) {
            new AgentFolder(folder).awaitStart();
            application.send("go");
            for (String kind : new String[] {"blocking", "blocking-timeout", "subclass"}) {
                assertPolicyOn(application, kind, "connect");
                assertPolicyOn(application, kind, "accept");
            }
        }
    }

    static boolean canSwitchBack() {
        return Jdk.underTest().feature() == 17;
    }

    private static void assertPolicyOn(ForkedProcess application, String kind, String role) {
        assertThat(AnnouncedConnection.of(application, kind, role).awaitSettings(POLICY::equals))
                .isEqualTo(POLICY);
    }
}
