// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.KernelSocket;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import io.keepalive.testkit.process.Strace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the agent must not change: sockets of other hosts, the network, and the view of the JDK that an application
 * has.
 */
class LeftAloneIT {

    private static final int PAIRS = 3;
    private static final SocketOptions POLICY = new SocketOptions(1, 60, 10, 3, 0);
    private static final String KEEPALIVE = "keepalive: {idle: 60s, interval: 10s, count: 3}";

    /** The kernel's names of the agent's threads. */
    private static final String OF_THE_AGENT = "keepalive.*";

    /** Of the traced calls: strace adds prctl, which names threads. */
    private static final String ANY_CALL = "(?<!prctl)\\(";

    @TempDir
    private Path folder;

    @Test
    void membersOfTheClassesOfTheJdk() {
        List<String> without;
        try (ForkedProcess application = application().start()) {
            without = printed(application, "member .*");
        }
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application =
                application().agent(agent.configure(KEEPALIVE)).start()) {
            agent.awaitStart();
            assertThat(printed(application, "member .*")).isNotEmpty().containsExactlyElementsOf(without);
            assertThat(application.stdout().lines("bridge .*")).containsExactly("bridge there");
        }
    }

    @Test
    void unusedFlightRecorder() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application =
                application().agent(agent.configure(KEEPALIVE)).start()) {
            agent.awaitStart();
            KernelView.await(application.pid(), sockets -> tuned(sockets) == 2 * PAIRS);
            assertThat(printed(application, "recorder .*")).allMatch(line -> !line.equals("recorder awake"));
        }
    }

    @Test
    void everythingWhereTheAgentIsSwitchedOff() {
        Strace strace = new Strace(folder.resolve("calls"), "setsockopt,getsockopt,getsockname,getpeername,poll");
        try (ForkedProcess application = application()
                .through(strace.command())
                .agent(new AgentFolder(folder).configure(KEEPALIVE) + ",mode=off")
                .start()) {
            application.stderr().await(".*disabled: mode=off.*");
            assertThat(printed(application, "bridge .*")).containsExactly("bridge nowhere");
            assertThat(connections(application)).hasSize(2 * PAIRS).allMatch(SocketOptions.defaults()::equals);
            assertThat(strace.calls(OF_THE_AGENT, ANY_CALL)).isEmpty();
        }
    }

    @Test
    void theNetwork() {
        Strace strace =
                new Strace(folder.resolve("calls"), "sendto,sendmsg,sendmmsg,bind,listen,accept,accept4,connect");
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = application()
                .through(strace.command())
                .agent(agent.configure(KEEPALIVE))
                .start()) {
            agent.awaitStart();
            KernelView.await(application.pid(), sockets -> tuned(sockets) == 2 * PAIRS);
            assertThat(strace.calls(".*", "connect.*AF_INET")).isNotEmpty();
            assertThat(strace.calls(OF_THE_AGENT, ANY_CALL)).isEmpty();
        }
    }

    @Test
    void socketsOfAnotherHost() {
        AgentFolder agent = new AgentFolder(folder);
        try (Network network = Network.open();
                ForkedProcess other = application().on(network.peer()).start();
                ForkedProcess application = application()
                        .on(network.app())
                        .agent(agent.configure(KEEPALIVE))
                        .start()) {
            agent.awaitStart();
            KernelView.await(application.pid(), sockets -> tuned(sockets) == 2 * PAIRS);
            other.send("on").stdout().await("done on");
            assertThat(connections(other)).hasSize(2 * PAIRS).allMatch(SocketOptions.defaults()::equals);
        }
    }

    private static Launch application() {
        return Launch.of(SeenFromInside.class).arguments(String.valueOf(PAIRS));
    }

    private static List<String> printed(ForkedProcess application, String lines) {
        application.send("now").stdout().await("done now");
        return application.stdout().lines(lines);
    }

    private static List<SocketOptions> connections(ForkedProcess application) {
        return KernelView.socketsOf(application.pid()).stream()
                .filter(KernelSocket::isTcp)
                .map(KernelSocket::settings)
                .toList();
    }

    private static long tuned(List<KernelSocket> sockets) {
        return sockets.stream()
                .filter(socket -> socket.isTcp() && socket.settings().equals(POLICY))
                .count();
    }
}
