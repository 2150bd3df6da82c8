// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.Peer;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Attachment;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Threads are blocked in read when the agent is attached: their calls began before the hooks, so their failure is not
 * intercepted. They close their connections at once, before the watcher polls. The close itself is intercepted.
 */
class BlockedReadersIT {

    private static final String[] KINDS = {"blocking", "nio", "selector", "aio", "blocking", "nio", "selector", "aio"};

    /** Java 13 to 17 can be told to use the socket implementation of Java 8 to 12. */
    private static final String OLD_SOCKETS = "-Djdk.net.usePlainSocketImpl";

    @TempDir
    private Path folder;

    static Stream<Arguments> sockets() {
        boolean both = Jdk.underTest().feature() >= 13 && Jdk.underTest().feature() <= 17;
        List<List<String>> options = both ? List.of(List.of(), List.of(OLD_SOCKETS)) : List.of(List.of());
        return options.stream().flatMap(option -> Stream.of("1h", "1s").map(every -> Arguments.of(option, every)));
    }

    /**
     * @param every the time between rounds: so long that there is one round, for adoption, or so short that the
     *     watcher may detect the death first
     */
    @ParameterizedTest(name = "with {0}, a round every {1}")
    @MethodSource("sockets")
    void everyDeathIsReportedOnce(List<String> options, String every) {
        AgentFolder agent = new AgentFolder(folder);
        String configuration =
                agent.configure("keepalive: {idle: 2s, interval: 1s, count: 3}\nwatch: {every: " + every + "}");
        try (Network network = Network.open();
                ForkedProcess peer = peer(network);
                ForkedProcess application = application(network, peer, options)) {
            application.stdout().await("ready");
            Attachment.of(application, configuration);
            agent.log().await("connection.adopted", KINDS.length);
            network.silencePeer();
            for (String kind : new LinkedHashSet<>(List.of(KINDS))) {
                assertThat(application
                                .stdout()
                                .await("closed " + kind + " \\d+: (.*)")
                                .group(1))
                        .contains("Connection timed out");
            }
            agent.log().await("peer.dead", KINDS.length);
            assertThat(application.finish()).isZero();
            assertThat(agent.log().events("peer.dead"))
                    .extracting(BlockedReadersIT::portAndCause)
                    .containsExactlyInAnyOrderElementsOf(connected(application));
            // Since Java 11 a channel registered with a selector is closed at the next selection.
            assertThat(agent.log().events("connection.closed"))
                    .extracting(end -> end.get("connection.id").getAsLong())
                    .doesNotHaveDuplicates();
        }
    }

    private static ForkedProcess peer(Network network) {
        return Launch.of(Peer.class)
                .on(network.peer())
                .arguments(network.peer().address())
                .start();
    }

    private static ForkedProcess application(Network network, ForkedProcess peer, List<String> options) {
        String port = peer.stdout().await("listening (\\d+)").group(1);
        return Launch.of(PromptClosers.class)
                .on(network.app())
                .jvmOptions(options)
                .arguments(network.peer().address(), port)
                .arguments(KINDS)
                .start();
    }

    private static List<String> connected(ForkedProcess application) {
        return application.stdout().lines("connected .*").stream()
                .map(line -> line.split(" ")[2] + " keepalive_timeout")
                .toList();
    }

    private static String portAndCause(JsonObject death) {
        return death.get("network.local.port").getAsInt() + " "
                + death.get("cause").getAsString();
    }
}
