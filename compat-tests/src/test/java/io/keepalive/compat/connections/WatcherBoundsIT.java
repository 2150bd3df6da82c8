// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.Pool;
import io.keepalive.compat.deaths.IdleConnectionScenario;
import io.keepalive.compat.deaths.TimingAssertions;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.KernelSocket;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.network.Host;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the watcher cannot work, and which sockets it must leave alone. */
class WatcherBoundsIT {

    private static final String POLICY = "keepalive: {idle: 2s, interval: 1s, count: 3}";

    private static final SocketOptions ON = new SocketOptions(1, 2, 1, 3, 0);

    /**
     * As in some sandboxes, /proc is hidden except from the dynamic loader, which needs the path of the executable.
     */
    private static final List<String> WITHOUT_PROC = List.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs none /proc && mkdir /proc/self && ln -s \"$(readlink -f \"$1\")\" /proc/self/exe && exec \"$@\"",
            "sh");

    /** Only processes are visible: /proc/net and /proc/sys are not. */
    private static final List<String> WITH_PROC_OF_PROCESSES_ALONE =
            List.of("unshare", "--mount", "sh", "-c", "mount -t proc -o subset=pid proc /proc && exec \"$@\"", "sh");

    @TempDir
    private Path folder;

    @Test
    void withoutProcTheWatcherStandsDownAndInterceptionWorksAlone() {
        try (IdleConnectionScenario scenario =
                IdleConnectionScenario.begin(new AgentFolder(folder), POLICY, "drain", WITHOUT_PROC)) {
            JsonObject notice = scenario.await("agent.error", 1).get(0);
            assertThat(notice.get("message").getAsString()).startsWith("the watcher stands down, since ");
            scenario.open("pooled");
            assertThat(connections(scenario.application()))
                    .extracting(KernelSocket::settings)
                    .containsExactly(ON);
            scenario.network().silencePeer();
            KernelView.await(
                    scenario.application().pid(), sockets -> sockets.stream().anyMatch(KernelSocket::isEnded));
            IdleConnectionScenario.awaitRounds(3);
            assertThat(scenario.perform("read", "pooled")).contains("Exception: Connection timed out");
            assertThat(scenario.reportedEvents())
                    .hasSize(2)
                    .startsWith("error: " + notice)
                    .endsWith("dead: keepalive_timeout by read");
        }
    }

    @Test
    void processesAloneInProcAreEnough() {
        try (IdleConnectionScenario scenario =
                IdleConnectionScenario.begin(new AgentFolder(folder), POLICY, "drain", WITH_PROC_OF_PROCESSES_ALONE)) {
            scenario.open("pooled");
            scenario.network().silencePeer();
            scenario.await("peer.dead", 1);
            assertThat(scenario.reportedEvents())
                    .containsExactly("suspect: probes unanswered", "dead: keepalive_timeout by watch");
        }
    }

    /** One on the same host, and one on another host, which is another network namespace of this machine. */
    @Test
    void otherProcessesAreLeftAlone() {
        try (IdleConnectionScenario scenario = IdleConnectionScenario.begin(new AgentFolder(folder), POLICY, "drain");
                ForkedProcess neighbour = bystander(scenario.network().app());
                ForkedProcess otherHost = bystander(scenario.network().peer())) {
            scenario.open("watched");
            scenario.open(neighbour, "neighbours");
            scenario.open(otherHost, "other-host");
            Await.pause(TimingAssertions.WATCH_PERIOD.plus(Duration.ofSeconds(5)));
            assertThat(connections(scenario.application()))
                    .extracting(KernelSocket::settings)
                    .containsExactly(ON);
            for (ForkedProcess bystander : List.of(neighbour, otherHost, scenario.peer())) {
                assertThat(connections(bystander))
                        .isNotEmpty()
                        .allSatisfy(
                                connection -> assertThat(connection.settings()).isEqualTo(SocketOptions.defaults()));
            }
            assertThat(scenario.agent().log().events("connection.adopted")).isEmpty();
            assertThat(scenario.reportedEvents()).isEmpty();
        }
    }

    private static ForkedProcess bystander(Host host) {
        return Launch.of(Pool.class).on(host).start();
    }

    private static List<KernelSocket> connections(ForkedProcess application) {
        return KernelView.socketsOf(application.pid()).stream()
                .filter(socket -> socket.isTcp() && !socket.isListening())
                .toList();
    }
}
