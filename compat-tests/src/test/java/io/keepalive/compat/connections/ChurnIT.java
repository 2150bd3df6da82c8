// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.HeapHistogram;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connections that are opened and closed as fast as possible, for as many seconds as the system property {@code
 * churn.seconds} says.
 */
class ChurnIT {

    private static final long SECONDS = Long.getLong("churn.seconds");
    /** Longer than until the agent copies its classes into memory, five seconds after its start. */
    private static final long WARM_UP_SECONDS = 8;

    private static final long TURN_SECONDS = 20;
    private static final int THREADS_OF_EACH_KIND = 4;

    private static final SocketOptions POLICY = new SocketOptions(1, 2, 1, 3, 0);
    private static final String CONNECTION = "io.keepalive.agent.connection.Connection";
    /** Both ends of the connection that the application holds open. */
    private static final int HELD = 2;
    /** Variation of the JVM's own bookkeeping. Leaked connections of one second would exceed it. */
    private static final long NOISE_BYTES = 1 << 20;

    private static final int NOISE_DESCRIPTORS = 5;

    @TempDir
    private Path folder;

    /** Half of the connections end by a reset, which is logged at INFO, so any death in a log of warnings is false. */
    @Test
    void leaksNothingAndReportsNoDeath() throws Exception {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.write("""
                keepalive: {idle: 2s, interval: 1s, count: 3, user-timeout: off}
                report: {log: {file: '%s', format: json, level: warn}}
                """.formatted(agent.logFile()));
        try (ForkedProcess application = Launch.of(Churn.class)
                .agent(configuration)
                .arguments(String.valueOf(THREADS_OF_EACH_KIND))
                .start()) {
            application.send("go");
            assertThat(AnnouncedConnection.of(application, "held", "connect").awaitSettings(POLICY::equals))
                    .isEqualTo(POLICY);
            churn(application, "warm-up", WARM_UP_SECONDS);
            HeapHistogram heapBefore = HeapHistogram.of(Jdk.underTest(), application.pid());
            long descriptorsBefore = descriptors(application);
            churn(application, "churn", SECONDS);
            KernelView.await(
                    application.pid(),
                    sockets -> sockets.stream()
                                    .filter(socket -> socket.isTcp() && !socket.isListening())
                                    .count()
                            == HELD);
            HeapHistogram heapAfter = awaitHeldAlone(application);
            System.out.println("heap " + heapBefore.bytes() + " -> " + heapAfter.bytes() + " bytes, descriptors "
                    + descriptorsBefore + " -> " + descriptors(application));
            assertThat(heapAfter.bytes()).isLessThan(heapBefore.bytes() + NOISE_BYTES);
            assertThat(descriptors(application)).isLessThanOrEqualTo(descriptorsBefore + NOISE_DESCRIPTORS);
            application.finish();
            assertThat(agent.log().events("peer.dead")).isEmpty();
            assertThat(agent.log().events("agent.error")).noneMatch(error -> error.has("exception"));
        }
    }

    /** The reporter and the watcher's next round let go of connections that are closed. */
    private static HeapHistogram awaitHeldAlone(ForkedProcess application) {
        AtomicReference<HeapHistogram> heap = new AtomicReference<>();
        Await.until(() -> {
            heap.set(HeapHistogram.of(Jdk.underTest(), application.pid()));
            return heap.get().instances(CONNECTION) == HELD;
        });
        assertThat(heap.get().instances(CONNECTION)).isEqualTo(HELD);
        return heap.get();
    }

    /** In periods shorter than {@link io.keepalive.testkit.Await#LIMIT}, the limit for an answer. */
    private static void churn(ForkedProcess application, String name, long seconds) {
        long opened = 0;
        for (long left = seconds; left > 0; left -= TURN_SECONDS) {
            opened += churnOnce(application, name + "-" + left, Math.min(left, TURN_SECONDS));
        }
        System.out.println(name + ": " + opened / seconds + " connections opened and closed a second");
    }

    private static long churnOnce(ForkedProcess application, String name, long seconds) {
        application.send("churn " + seconds + " " + name);
        Matcher churned = application.stdout().await("churned " + name + " (\\d+) (\\d+)");
        long opened = Long.parseLong(churned.group(1));
        assertThat(opened).isPositive();
        assertThat(Long.parseLong(churned.group(2))).as("failed to connect").isLessThanOrEqualTo(opened / 100);
        return opened;
    }

    private static long descriptors(ForkedProcess application) throws IOException {
        try (Stream<Path> numbers = Files.list(Path.of("/proc", String.valueOf(application.pid()), "fd"))) {
            return numbers.count();
        }
    }
}
