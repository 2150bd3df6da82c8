// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.NativeTransport;
import io.keepalive.compat.application.PoolPeer;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Options that native code of an application set before the agent knew the connection, as gRPC and Lettuce do on
 * Netty's epoll. No call was intercepted, and they still count as the application's own.
 */
class NativeOptionsIT {

    private static final String TIMINGS = "SO_KEEPALIVE=true TCP_KEEPIDLE=%d TCP_KEEPINTVL=%d TCP_KEEPCNT=%d";
    private static final String LETTUCE = TIMINGS.formatted(13, 13, 3);
    private static final String MONGO = TIMINGS.formatted(120, 10, 9);

    private static final SocketOptions POLICY = new SocketOptions(1, 60, 10, 3, 0);
    private static final SocketOptions SYSTEM = SocketOptions.defaults();

    @TempDir
    private Path folder;

    @Test
    void keepAnApplicationThatNoticesSoonerAsSoonByDefault() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess peer = peer();
                ForkedProcess application = application(agent, "")) {
            open(agent, application, peer, "grpc", "SO_KEEPALIVE=true TCP_USER_TIMEOUT=20000");
            open(agent, application, peer, "lettuce", LETTUCE);
            open(agent, application, peer, "lettuce-6s", LETTUCE + " TCP_USER_TIMEOUT=6000");
            open(agent, application, peer, "mongo", MONGO);
            open(agent, application, peer, "plain", "");

            assertSettings(application, "grpc", own(SYSTEM.idle(), SYSTEM.interval(), SYSTEM.count(), 20_000));
            assertSettings(application, "lettuce", own(13, 13, 3, 0));
            assertSettings(application, "lettuce-6s", own(13, 13, 3, 6_000));
            assertSettings(application, "mongo", POLICY);
            assertSettings(application, "plain", POLICY);
            assertThat(changes(agent, application))
                    .containsEntry("TCP_USER_TIMEOUT=20000", "kept")
                    .containsEntry("TCP_USER_TIMEOUT=6000", "kept")
                    .containsEntry("TCP_KEEPIDLE=13", "kept")
                    .containsEntry("TCP_KEEPIDLE=120", "overridden");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "strictest, 60, 10, 3, 95000",
        "agent,     60, 10, 3, 95000",
        "app,       100, 7, 2, 114000",
        "fill-gaps, 100, 7, 2, 114000",
    })
    void areJoinedByAUserTimeoutThatLeavesTheProbesTheirTime(
            String precedence, int idle, int interval, int count, int userTimeout) {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess peer = peer();
                ForkedProcess application =
                        application(agent, "keepalive: {user-timeout: 95s}\nprecedence: " + precedence)) {
            open(agent, application, peer, "own", TIMINGS.formatted(100, 7, 2));
            assertSettings(application, "own", own(idle, interval, count, userTimeout));
        }
    }

    /**
     * The policy's detection time of 60 s with a user timeout of 5 s would end the connection after one lost probe.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"strictest, true", "agent, false", "app, true", "fill-gaps, true"})
    void policyTimingsLongerThanTheUserTimeoutAreNotApplied(String precedence, boolean stays) {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess peer = peer();
                ForkedProcess application = application(agent, "precedence: " + precedence)) {
            open(agent, application, peer, "own", "TCP_USER_TIMEOUT=5000");
            SocketOptions defaults = new SocketOptions(0, SYSTEM.idle(), SYSTEM.interval(), SYSTEM.count(), 5_000);
            assertSettings(application, "own", stays ? defaults : own(60, 10, 3, 90_000));
            JsonObject change = agent.log().await("app.change", 1).get(0);
            assertThat(change.get("option").getAsString()).isEqualTo("TCP_USER_TIMEOUT");
            assertThat(change.get("value").getAsInt()).isEqualTo(5_000);
            assertThat(change.get("outcome").getAsString()).isEqualTo(stays ? "kept" : "overridden");
            assertThat(change.get("reason").getAsString()).contains("lost probe");
        }
    }

    /** The count equals the default of the system. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"app", "fill-gaps"})
    void timingsSetTogetherAreKeptTogether(String precedence) {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess peer = peer();
                ForkedProcess application = application(agent, "precedence: " + precedence)) {
            open(agent, application, peer, "mongo", TIMINGS.formatted(120, 10, SYSTEM.count()));
            assertSettings(application, "mongo", own(120, 10, SYSTEM.count(), 0));
        }
    }

    @Test
    void followTheConfigurationToAnotherPrecedenceAndBack() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess peer = peer();
                ForkedProcess application = application(agent, "")) {
            open(agent, application, peer, "lettuce", LETTUCE + " TCP_USER_TIMEOUT=6000");
            AnnouncedConnection end = AnnouncedConnection.of(application, "lettuce", "connect");
            agent.configure("precedence: agent");
            assertThat(end.awaitSettings(own(60, 10, 3, 90_000)::equals)).isEqualTo(own(60, 10, 3, 90_000));
            agent.configure("mode: observe");
            agent.log().await("config.reloaded", 2);
            assertThat(end.settings()).isEqualTo(own(60, 10, 3, 90_000));
            agent.configure("");
            assertThat(end.awaitSettings(own(13, 13, 3, 6_000)::equals)).isEqualTo(own(13, 13, 3, 6_000));
            agent.configure("precedence: agent");
            assertThat(end.awaitSettings(own(60, 10, 3, 90_000)::equals)).isEqualTo(own(60, 10, 3, 90_000));
            agent.configure("mode: off");
            assertThat(end.awaitSettings(own(13, 13, 3, 6_000)::equals)).isEqualTo(own(13, 13, 3, 6_000));
        }
    }

    private static SocketOptions own(int idle, int interval, int count, int userTimeout) {
        return new SocketOptions(1, idle, interval, count, userTimeout);
    }

    private static ForkedProcess peer() {
        return Launch.of(PoolPeer.class).arguments("127.0.0.1", "drain").start();
    }

    private static ForkedProcess application(AgentFolder agent, String configuration) {
        ForkedProcess application = Launch.of(NativeTransport.class)
                .librariesLike("netty-")
                .agent(agent.configure(configuration))
                .arguments("epoll", "127.0.0.1")
                .start();
        agent.awaitStart();
        return application;
    }

    /** Opens a connection, and waits until the agent has adopted it. */
    private static void open(
            AgentFolder agent, ForkedProcess application, ForkedProcess peer, String name, String options) {
        String port = peer.stdout().await("listening (\\d+)").group(1);
        int adopted = agent.log().events("connection.adopted").size();
        application.send(("connect 127.0.0.1 " + port + " " + name + " " + options).trim());
        AnnouncedConnection.of(application, name, "connect");
        agent.log().await("connection.adopted", adopted + 1);
    }

    private static void assertSettings(ForkedProcess application, String name, SocketOptions expected) {
        assertThat(AnnouncedConnection.of(application, name, "connect").settings())
                .as(name)
                .isEqualTo(expected);
    }

    /** The outcome of each reported option and value. The map would not be possible with a value reported twice. */
    private static Map<String, String> changes(AgentFolder agent, ForkedProcess application) {
        assertThat(application.finish()).isZero();
        Map<String, String> outcomes = new TreeMap<>();
        List<JsonObject> changes = agent.log().events("app.change");
        for (JsonObject change : changes) {
            String what = change.get("option").getAsString() + "=" + change.get("value");
            assertThat(outcomes.put(what, change.get("outcome").getAsString()))
                    .as(what)
                    .isNull();
        }
        return outcomes;
    }
}
