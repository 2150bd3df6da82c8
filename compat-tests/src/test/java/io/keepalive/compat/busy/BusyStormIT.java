// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.busy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.Pool;
import io.keepalive.compat.application.PoolPeer;
import io.keepalive.compat.deaths.DetectionDeadline;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.KernelThreads;
import io.keepalive.testkit.kernel.NamespaceSockets;
import io.keepalive.testkit.network.Host;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand connections, some hundred of which are in use when their host falls silent. */
class BusyStormIT {

    private static final int IDLE = 9_700;
    private static final int BUSY = 300;
    /** Includes the descriptors that a JVM needs itself. */
    private static final int DESCRIPTORS = IDLE + BUSY + 1_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** How much later than others thousands of connections are seen: each is checked four times in a busy timeout. */
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(2_500);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** On a machine with nothing else to do it is a twentieth of that. */
    private static final double SHARE_OF_A_PROCESSOR = 0.2;

    /** The number of deaths that a line reports; a storm is summarized. */
    private static final Pattern DEATHS = Pattern.compile(
            "\"event\":\"peer.dead\".*\"cause\":\"retransmission_timeout\"|\"omitted\\.retransmission_timeout\":(\\d+)");

    @TempDir
    private Path folder;

    @Test
    void allAreDeadInTime() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.write("keepalive: {idle: 60s, interval: 10s, count: 3, busy-timeout: 10s}\n"
                + "report: {log: {file: '" + agent.logFile() + "', format: json, max-size: 100MB}}\n");
        try (Network network = Network.withPeers(2);
                ForkedProcess dying = peer(network.peer(0), "drain");
                ForkedProcess living = peer(network.peer(1), "idle");
                ForkedProcess application = Launch.of(Pool.class)
                        .on(network.app())
                        .through(manyDescriptors())
                        .agent(configuration)
                        .start()) {
            agent.awaitStart();
            open(application, "idle", network.peer(1), living, IDLE);
            open(application, "busy", network.peer(0), dying, BUSY);
            int port = port(dying);
            KernelThreads.OneThread watcher = KernelThreads.named(application.pid(), "keepalive-agent");
            network.silencePeer();
            long cpuBefore = watcher.cpuNanos();
            long begin = System.nanoTime();
            application.send("write busy").stdout().await("done write busy.*");
            long sent = System.nanoTime();
            Ends ends = Ends.observe(NamespaceSockets.of(network.app()), port);
            double share = (double) (watcher.cpuNanos() - cpuBefore) / (System.nanoTime() - begin);
            assertThat(Duration.ofNanos(ends.firstGone - begin)).isGreaterThanOrEqualTo(TIMEOUT);
            assertThat(Duration.ofNanos(ends.lastOpen - sent))
                    .isLessThan(DetectionDeadline.ofBusyTimeout(TIMEOUT)
                            .atMost(Duration.ZERO)
                            .plus(BETWEEN_CHECKS)
                            .plus(ends.longestGap.multipliedBy(2)));
            assertThat(share).as("the watcher's share of a processor").isLessThan(SHARE_OF_A_PROCESSOR);
            agent.awaitText(log -> deaths(log) >= BUSY);
            assertThat(application.finish()).isZero();
            assertThat(deaths(agent.awaitText(log -> true))).isEqualTo(BUSY);
        }
    }

    /** When the kernel has ended connections: their rows leave its table at once. */
    private static final class Ends {

        private long firstGone;
        private long lastOpen;
        private Duration longestGap = Duration.ZERO;

        /**
         * Waits until none is left. A walk over the table may miss a row, but does not twice running.
         *
         * @param port of the peer
         */
        static Ends observe(NamespaceSockets sockets, int port) {
            Ends ends = new Ends();
            int before = BUSY;
            long last = System.nanoTime();
            while (ends.lastOpen == 0 || before > 0) {
                long asked = System.nanoTime();
                int now = sockets.where(row -> row.peerPort() == port).size();
                if (now > 0) {
                    ends.lastOpen = asked;
                }
                if (ends.firstGone == 0 && now < BUSY && (before < BUSY || now == 0)) {
                    ends.firstGone = System.nanoTime();
                }
                before = now;
                Await.pause(BETWEEN_LOOKS);
                Duration gap = Duration.ofNanos(System.nanoTime() - last);
                ends.longestGap = gap.compareTo(ends.longestGap) > 0 ? gap : ends.longestGap;
                last = System.nanoTime();
            }
            return ends;
        }
    }

    private static long deaths(String log) {
        return DEATHS.matcher(log)
                .results()
                .mapToLong(found -> found.group(1) == null ? 1 : Long.parseLong(found.group(1)))
                .sum();
    }

    private static ForkedProcess peer(Host host, String mode) {
        return Launch.of(PoolPeer.class)
                .on(host)
                .through(manyDescriptors())
                .arguments(host.address(), mode)
                .start();
    }

    private static void open(ForkedProcess application, String name, Host host, ForkedProcess peer, int count) {
        application.send("open " + name + " blocking " + host.address() + " " + port(peer) + " " + count);
        application.stdout().await("done open " + name + " .*");
    }

    private static int port(ForkedProcess peer) {
        return Integer.parseInt(peer.stdout().await("listening (\\d+)").group(1));
    }

    private static List<String> manyDescriptors() {
        return List.of("sh", "-c", "ulimit -n " + DESCRIPTORS + " && exec \"$@\"", "sh");
    }
}
