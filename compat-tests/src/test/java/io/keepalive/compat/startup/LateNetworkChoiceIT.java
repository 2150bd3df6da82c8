// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.reports.Scraper;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Attachment;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.KernelSocket;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.network.FreePorts;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications whose main configures the networking of the JDK long after the start of the agent. */
@Tag("long")
class LateNetworkChoiceIT {

    private static final String IPV4_STACK = "java.net.preferIPv4Stack";
    private static final String IPV6_ADDRESSES = "java.net.preferIPv6Addresses";

    private static final String KEEPALIVE = "keepalive: {idle: 41s, interval: 7s, count: 4}\nprecedence: agent\n";
    private static final SocketOptions POLICY = new SocketOptions(1, 41, 7, 4, 0);

    /* asm-generic/socket.h. */
    private static final int SOL_SOCKET = 1;
    private static final int SO_KEEPALIVE = 9;

    @TempDir
    private Path folder;

    /** The precondition of the tests with the agent. */
    @Test
    void getWhatTheyChooseWithoutTheAgent() {
        try (ForkedProcess application =
                Launch.of(LateNetworkChoice.class).arguments(IPV4_STACK).start()) {
            application.send("go").stdout().await("ready");
            assertThat(families(application)).containsExactly("AF_INET");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rules: [{name: near, match: {remote: [10.0.0.0/8, '2001:db8::/32', loopback, private]}}]",
                "start: wait",
                "rules: [{name: named, match: {remote: example.invalid}, mode: \"off\"}]"
            })
    void getTheStackTheyChoose(String more) {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(LateNetworkChoice.class)
                .agent(agent.configure(KEEPALIVE + more))
                .arguments(IPV4_STACK)
                .start()) {
            agent.awaitStart();
            application.send("go").stdout().await("ready");
            assertThat(families(application)).containsExactly("AF_INET");
            assertTunedAndWatched(application);
        }
    }

    /** Metrics are served when the application has initialized networking, or after ten seconds. */
    @Test
    void getTheStackTheyChooseWithMetrics() {
        int port = FreePorts.any();
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(LateNetworkChoice.class)
                        .agent(agent.configure(KEEPALIVE) + ",prometheus=:" + port)
                        .arguments(IPV4_STACK, "-after", "2000")
                        .start();
                Scraper scraper = Scraper.of(port)) {
            application.stdout().await("ready");
            assertThat(families(application)).containsExactly("AF_INET");
            assertTunedAndWatched(application);
            scraper.await(samples -> !samples.isEmpty());
        }
    }

    @Test
    void getTheStackTheyChooseWhenAttachedTo() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application =
                Launch.of(LateNetworkChoice.class).arguments(IPV4_STACK).start()) {
            Attachment.of(application, agent.configure(KEEPALIVE));
            agent.awaitStart();
            application.send("go").stdout().await("ready");
            assertThat(families(application)).containsExactly("AF_INET");
            assertTunedAndWatched(application);
        }
    }

    @Test
    void getTheAddressesTheyChoose() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess without = Launch.of(LateNetworkChoice.class)
                        .arguments(IPV6_ADDRESSES)
                        .start();
                ForkedProcess with = Launch.of(LateNetworkChoice.class)
                        .agent(agent.configure(KEEPALIVE))
                        .arguments(IPV6_ADDRESSES)
                        .start()) {
            agent.awaitStart();
            assertThat(loopback(with)).isEqualTo(loopback(without));
        }
    }

    private static String loopback(ForkedProcess application) {
        return application.send("go").stdout().await("loopback (.*)").group(1);
    }

    private static Set<String> families(ForkedProcess application) {
        return KernelView.socketsOf(application.pid()).stream()
                .filter(KernelSocket::isTcp)
                .map(KernelSocket::family)
                .collect(Collectors.toSet());
    }

    /** Only the watcher restores options that are changed without the JVM. */
    private static void assertTunedAndWatched(ForkedProcess application) {
        for (String kind : new String[] {"sockets", "channels"}) {
            for (String role : new String[] {"connect", "accept"}) {
                AnnouncedConnection end = AnnouncedConnection.of(application, kind, role);
                assertThat(end.awaitSettings(POLICY::equals)).isEqualTo(POLICY);
                KernelView.set(end, SOL_SOCKET, SO_KEEPALIVE, 0);
                assertThat(end.awaitSettings(POLICY::equals)).isEqualTo(POLICY);
            }
        }
    }
}
