// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.ManyConnections;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.ForkedProcess;
import io.keepalive.testkit.process.Strace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cost of the agent in system calls and bytes, which are the same on a busy machine. */
class SystemCallCostIT {

    private static final String WATCHER = "keepalive-agent";

    /** The main thread of the application, which the kernel names after the program. */
    private static final String APPLICATION = "java";

    private static final SocketOptions POLICY = new SocketOptions(1, 60, 10, 3, 0);
    /**
     * Without the calls by which the JDK, from 11 to 17, checks on a socket of its own whether the system supports the
     * options.
     */
    private static final String SET = "setsockopt.*(SO_KEEPALIVE|TCP_KEEP[A-Z]+, \\[(?!1\\])|TCP_USER_TIMEOUT)";

    private static final int PAIRS = 200;
    private static final int ENDS = 2 * PAIRS;

    @TempDir
    private Path folder;

    /**
     * SO_KEEPALIVE and three timings, as an application would set them. The original options are read of a few
     * connections only.
     */
    @Test
    void aConnectionCostsTheApplicationsThreadOneSystemCallForEachOption() {
        AgentFolder agent = new AgentFolder(folder);
        Strace strace = new Strace(folder.resolve("calls"), "setsockopt,getsockopt,poll,ppoll");
        try (ForkedProcess application = Launch.of(ManyConnections.class)
                .through(strace.command())
                .agent(agent.configure("keepalive: {idle: 60s, interval: 10s, count: 3}"))
                .arguments(String.valueOf(PAIRS))
                .start()) {
            agent.awaitStart();
            application.send("go").stdout().await("ready");
            KernelView.await(
                    application.pid(),
                    sockets -> sockets.stream()
                                    .filter(socket ->
                                            socket.isTcp() && socket.settings().equals(POLICY))
                                    .count()
                            == ENDS);
            assertThat(strace.calls(APPLICATION, SET)).hasSize(4 * ENDS);
            assertThat(strace.calls(APPLICATION, "getsockopt.*(SO_KEEPALIVE|TCP_KEEP|TCP_USER_TIMEOUT|TCP_INFO)"))
                    .hasSizeLessThan(ENDS);
        }
    }

    @Test
    void aRoundOfTheWatcherInWhichNothingHappensAllocatesNothing() throws InterruptedException {
        int rounds = 15;
        try (ForkedProcess application = Launch.of(CountedConnections.class)
                .agent("idle=60s")
                .arguments("2000", WATCHER)
                .start()) {
            application.stderr().await(".*\\[keepalive\\] started: .*");
            application.send("go").stdout().await("ready");
            // Long enough for each connection's options to have been compared once.
            Thread.sleep(20_000);
            long before = allocated(application, 1);
            Thread.sleep(1_000L * rounds);
            long bytes = allocated(application, 2) - before;
            System.out.println("the watcher allocated " + bytes + " bytes in some " + rounds + " rounds");
            assertThat(bytes).isLessThan(1_000L * rounds);
        }
    }

    private static long allocated(ForkedProcess application, int line) {
        application.send("tell").stdout().await("allocated \\d+", line);
        return Long.parseLong(
                application.stdout().lines("allocated \\d+").get(line - 1).split(" ")[1]);
    }
}
