// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.KernelSocket;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent leaves sockets alone that are not TCP connections. */
class BystandersIT {

    @TempDir
    private Path folder;

    @Test
    void areLeftAlone() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure("keepalive: {idle: 41s}");
        try (ForkedProcess application = Launch.of(Bystanders.class)
                .agent(configuration)
                .arguments(unixDomainPaths())
                .start()) {
            agent.awaitStart();
            application.send("go").stdout().await("ready");
            assertUntouched(KernelView.socketsOf(application.pid()));
            assertThat(application.finish()).isZero();
            assertThat(agent.log().events("connection.opened")).isEmpty();
            assertThat(agent.log().events("connection.adopted")).isEmpty();
            assertThat(agent.log().events("agent.error")).isEmpty();
        }
    }

    private String[] unixDomainPaths() {
        return Jdk.underTest().feature() < 16
                ? new String[0]
                : new String[] {folder.resolve("socket").toString()};
    }

    private static void assertUntouched(List<KernelSocket> sockets) {
        assertThat(only(sockets, KernelSocket::isListening)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(only(sockets, socket -> socket.type().equals("SOCK_DGRAM"))).hasSizeGreaterThanOrEqualTo(2);
        if (Jdk.underTest().feature() >= 16) {
            assertThat(only(sockets, socket -> socket.family().equals("AF_UNIX")))
                    .hasSizeGreaterThanOrEqualTo(3);
        }
        assertThat(sockets).allSatisfy(socket -> assertThat(socket.keepalive()).isZero());
        assertThat(only(sockets, KernelSocket::isTcp))
                .allSatisfy(socket -> assertThat(socket.settings()).isEqualTo(SocketOptions.defaults()));
    }

    private static List<KernelSocket> only(List<KernelSocket> sockets, Predicate<KernelSocket> condition) {
        return sockets.stream().filter(condition).toList();
    }
}
