// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.KernelSocket;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Very many virtual threads that open connections at once, on the two processors of a small host. */
@EnabledIf("hasVirtualThreads")
class VirtualThreadsIT {

    private static final int THREADS = 5_000;
    private static final SocketOptions POLICY = new SocketOptions(1, 41, 7, 4, 0);

    /**
     * Without what a slow machine does less of, as documented: events of the level debug, which so many at once may drop from
     * the queue, and rounds, which may take too much of it.
     */
    private static final String CONFIGURATION = """
            keepalive: {idle: 41s, interval: 7s, count: 4}
            watch: {every: 1h}
            report: {log: {file: '%s', format: json}}
            """;

    @Test
    void allTheirConnectionsHaveThePolicy(@TempDir Path folder) {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.write(CONFIGURATION.formatted(agent.logFile()));
        try (ForkedProcess application = launch().agent(configuration).start()) {
            agent.awaitStart();
            assertThat(open(application)).hasSize(2 * THREADS).containsOnly(POLICY);
            assertAllAreReset(application);
            agent.log().await("peer.dead", 1);
            assertThat(agent.log().events("agent.error")).isEmpty();
            assertThat(application.stderr().lines()).isEmpty();
        }
    }

    /** What the test with the agent must not change. */
    @Test
    void withoutTheAgentTheyHaveTheSystemsValues() {
        try (ForkedProcess application = launch().start()) {
            assertThat(open(application)).hasSize(2 * THREADS).containsOnly(SocketOptions.defaults());
            assertAllAreReset(application);
        }
    }

    private static Launch launch() {
        return Launch.of(VirtualThreads.class)
                .through(List.of("prlimit", "--nofile=" + 4 * THREADS))
                .arguments(String.valueOf(THREADS));
    }

    /** By inode, since the agent's own threads have a second descriptor of a socket while they work on it. */
    private static Collection<SocketOptions> open(ForkedProcess application) {
        application.send("go").stdout().await("open " + THREADS);
        return KernelView.socketsOf(application.pid()).stream()
                .filter(socket -> socket.isTcp() && !socket.isListening())
                .collect(Collectors.toMap(KernelSocket::inode, KernelSocket::settings, (one, same) -> same))
                .values();
    }

    private static void assertAllAreReset(ForkedProcess application) {
        application.send("reset").stdout().await("reset " + THREADS);
        assertThat(application.finish()).isZero();
    }

    static boolean hasVirtualThreads() {
        return Jdk.underTest().feature() >= 21;
    }
}
