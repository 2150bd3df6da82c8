// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.Pool;
import io.keepalive.compat.application.PoolPeer;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.network.Host;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand unused connections to a host that falls silent, and one that is in use all the time. */
class WatchedStormIT {

    private static final int CONNECTIONS = 10_000;
    /** Includes the descriptors that a JVM needs itself. */
    private static final int DESCRIPTORS = CONNECTIONS + 1_000;

    /**
     * How much longer a busy machine may delay one process than another. The storm lasts longer, so a thread that
     * waits for its end or for its summary would exceed this.
     */
    private static final long UNDISTURBED_MILLIS = 2_000;

    /** Lines for single deaths, suspicions and sums: at most two dozen of each in ten seconds. */
    private static final int READABLE = 150;

    /** The number of deaths that a line reports. */
    private static final Pattern DEATHS_IN_TEXT =
            Pattern.compile("] peer dead: |] peers dead: (\\d+) (?:more|connections) ");

    private static final Pattern DEATHS_IN_JSON =
            Pattern.compile("\"event\":\"peer.dead\"|\"omitted\\.keepalive_timeout\":(\\d+)");

    @TempDir
    private Path folder;

    @Test
    void stormIsSummarizedInText() {
        assertThat(begin("text", DEATHS_IN_TEXT).lines()).hasSizeLessThan(READABLE);
    }

    @Test
    void stormIsCountedInJson() {
        assertThat(begin("json", DEATHS_IN_JSON).lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    /**
     * Lets all of them die, waits until the log reports each, and asserts that it finally reports no more. Meanwhile a
     * thread of the application makes round trips to a live peer, and so does a thread of an application without the
     * agent.
     */
    private String begin(String format, Pattern deaths) {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.write("keepalive: {idle: 2s, interval: 1s, count: 3}\n" + "report: {log: {file: '"
                + agent.logFile() + "', format: " + format + ", max-size: 100MB}}\n");
        try (Network network = Network.withPeers(2);
                ForkedProcess dying = poolPeer(network.peer(0), "idle");
                ForkedProcess living = poolPeer(network.peer(1), "echo");
                ForkedProcess application =
                        application(network).agent(configuration).start();
                ForkedProcess reference = application(network).start()) {
            agent.awaitStart();
            open(application, "storm " + CONNECTIONS, network.peer(0), dying);
            for (ForkedProcess talking : List.of(application, reference)) {
                open(talking, "talk 1", network.peer(1), living);
                talking.send("talk talk");
                awaitMoreRoundTrips(talking);
            }
            network.silencePeer();
            agent.awaitText(log -> count(deaths, log) >= CONNECTIONS);
            awaitMoreRoundTrips(application);
            awaitMoreRoundTrips(reference);
            assertThat(slowestRoundTrip(application)).isLessThan(UNDISTURBED_MILLIS + 10 * slowestRoundTrip(reference));
            assertThat(application.finish()).isZero();
            String log = agent.awaitText(text -> true);
            assertThat(count(deaths, log)).isEqualTo(CONNECTIONS);
            return log;
        }
    }

    private static long slowestRoundTrip(ForkedProcess talking) {
        List<String> lines = talking.stdout().lines("talked .*");
        return Long.parseLong(lines.get(lines.size() - 1).replaceFirst(".*slowest (\\d+) ms", "$1"));
    }

    private static long count(Pattern deaths, String log) {
        return deaths.matcher(log)
                .results()
                .mapToLong(WatchedStormIT::reportedDeaths)
                .sum();
    }

    private static long reportedDeaths(MatchResult found) {
        return found.group(1) == null ? 1 : Long.parseLong(found.group(1));
    }

    private static Launch application(Network network) {
        return Launch.of(Pool.class).on(network.app()).through(manyDescriptors());
    }

    private static ForkedProcess poolPeer(Host host, String peerMode) {
        return Launch.of(PoolPeer.class)
                .on(host)
                .through(manyDescriptors())
                .arguments(host.address(), peerMode)
                .start();
    }

    private static List<String> manyDescriptors() {
        return List.of("sh", "-c", "ulimit -n " + DESCRIPTORS + " && exec \"$@\"", "sh");
    }

    private static void open(ForkedProcess application, String nameAndCount, Host host, ForkedProcess peer) {
        String port = peer.stdout().await("listening (\\d+)").group(1);
        String[] words = nameAndCount.split(" ");
        application.send("open " + words[0] + " blocking " + host.address() + " " + port + " " + words[1]);
        application.stdout().await("done open " + words[0] + " .*");
    }

    /** Waits for further round trips. */
    private static void awaitMoreRoundTrips(ForkedProcess application) {
        int before = application.stdout().lines("talked .*").size();
        application.stdout().await("talked .*", before + 2);
    }
}
