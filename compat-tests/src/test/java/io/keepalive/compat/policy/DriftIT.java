// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.connections.SupportedConnectKinds;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.jvm.SelfSignedKeyStore;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Options that change without the JVM, as native code can change them. */
class DriftIT {

    private static final SocketOptions POLICY = new SocketOptions(1, 41, 7, 4, 0);

    /** The drifted option and the related ones. No call that set them was intercepted. */
    private static final SocketOptions OWN = new SocketOptions(0, 77, POLICY.interval(), POLICY.count(), 0);

    /* asm-generic/socket.h and linux/tcp.h. */
    private static final int SOL_SOCKET = 1;
    private static final int SO_KEEPALIVE = 9;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_KEEPIDLE = 4;

    @TempDir
    private Path folder;

    static Stream<Arguments> precedences() {
        return Stream.of(
                Arguments.of("strictest", POLICY, Map.of("SO_KEEPALIVE", "overridden", "TCP_KEEPIDLE", "overridden")),
                Arguments.of("agent", POLICY, Map.of("SO_KEEPALIVE", "overridden", "TCP_KEEPIDLE", "overridden")),
                Arguments.of("app", OWN, Map.of("SO_KEEPALIVE", "kept", "TCP_KEEPIDLE", "kept")),
                Arguments.of(
                        "fill-gaps",
                        OWN.withKeepalive(1),
                        Map.of("SO_KEEPALIVE", "overridden", "TCP_KEEPIDLE", "kept")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("precedences")
    void isPutRightOrKeptAndReported(String precedence, SocketOptions expected, Map<String, String> outcomes) {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = start(agent, "precedence: " + precedence, "blocking", "nio")) {
            for (String kind : new String[] {"blocking", "nio"}) {
                drift(AnnouncedConnection.of(application, kind, "connect"));
            }
            agent.log().await("app.change", outcomes.size());
            for (String kind : new String[] {"blocking", "nio"}) {
                AnnouncedConnection end = AnnouncedConnection.of(application, kind, "connect");
                assertThat(end.awaitSettings(expected::equals)).isEqualTo(expected);
                assertThat(AnnouncedConnection.of(application, kind, "accept").settings())
                        .isEqualTo(POLICY);
            }
            application.finish();
            assertThat(outcomes(agent)).isEqualTo(outcomes);
        }
    }

    /** Restored every time, reported once. */
    @Test
    void isPutRightEachTime() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = start(agent, "precedence: agent", "blocking")) {
            AnnouncedConnection end = AnnouncedConnection.of(application, "blocking", "connect");
            for (int i = 0; i < 3; i++) {
                drift(end);
                assertThat(end.awaitSettings(POLICY::equals)).isEqualTo(POLICY);
            }
            application.finish();
            assertThat(agent.log().events("app.change")).hasSize(2);
        }
    }

    @Test
    void isReportedAndKeptInObserveMode() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = start(agent, "mode: observe", "blocking")) {
            AnnouncedConnection end = AnnouncedConnection.of(application, "blocking", "connect");
            KernelView.set(end, IPPROTO_TCP, TCP_KEEPIDLE, 77);
            agent.log().await("app.change", 1);
            assertThat(end.settings()).isEqualTo(SocketOptions.defaults().withIdle(77));
            application.finish();
            assertThat(outcomes(agent)).isEqualTo(Map.of("TCP_KEEPIDLE", "kept"));
        }
    }

    /**
     * The inode recorded for each connection stays correct, so none is taken for another socket with its descriptor
     * number.
     */
    @Test
    void isPutRightHoweverTheConnectionWasOpened() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application =
                start(agent, "precedence: agent", SupportedConnectKinds.all().toArray(String[]::new))) {
            List<AnnouncedConnection> ends = SupportedConnectKinds.all().stream()
                    .flatMap(kind -> Stream.of(
                            AnnouncedConnection.of(application, kind, "connect"),
                            AnnouncedConnection.of(application, kind, "accept")))
                    .toList();
            ends.forEach(DriftIT::drift);
            for (AnnouncedConnection end : ends) {
                assertThat(end.awaitSettings(POLICY::equals)).as(end.toString()).isEqualTo(POLICY);
            }
            assertThat(ids(agent, "connection.closed")).isSubsetOf(ids(agent, "connection.adopted"));
            application.finish();
        }
    }

    /**
     * A connection whose opening thread is delayed is adopted meanwhile, and then replaced by the one that the thread
     * registers.
     */
    private static List<Long> ids(AgentFolder agent, String kind) {
        return agent.log().events(kind).stream()
                .map(event -> event.get("connection.id").getAsLong())
                .toList();
    }

    private static void drift(AnnouncedConnection end) {
        assertThat(end.awaitSettings(POLICY::equals)).isEqualTo(POLICY);
        KernelView.set(end, SOL_SOCKET, SO_KEEPALIVE, 0);
        KernelView.set(end, IPPROTO_TCP, TCP_KEEPIDLE, 77);
    }

    /** By option. The map would not be possible with two reports of the same kind of change. */
    private static Map<String, String> outcomes(AgentFolder agent) {
        return agent.log().events("app.change").stream()
                .collect(Collectors.toMap(change -> text(change, "option"), change -> text(change, "outcome")));
    }

    private static String text(JsonObject event, String fact) {
        return event.get(fact).getAsString();
    }

    private ForkedProcess start(AgentFolder agent, String precedence, String... kinds) {
        ForkedProcess application = Launch.of(OneOfEachKind.class)
                .jvmOptions(SelfSignedKeyStore.in(folder).jvmOptions())
                .agent(agent.configure("keepalive: {idle: 41s, interval: 7s, count: 4}\n" + precedence))
                .arguments("-wait")
                .arguments(kinds)
                .start();
        agent.awaitStart();
        application.send("go").stdout().await("ready");
        return application;
    }
}
