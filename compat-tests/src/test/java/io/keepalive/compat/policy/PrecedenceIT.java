// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.Retuner;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Precedence between the options of the application and those of the policy. */
class PrecedenceIT {

    private static final SocketOptions POLICY = new SocketOptions(1, 41, 7, 4, 0);
    private static final SocketOptions SWITCHED_OFF = POLICY.withKeepalive(0);
    private static final SocketOptions SYSTEM = SocketOptions.defaults();

    /** Where the application sets the idle time, interval and count are its own too, as without the agent. */
    private static final SocketOptions OWN_IDLE = SYSTEM.withKeepalive(1).withIdle(77);

    private static final List<String> CHANGES =
            List.of("socket:before", "socket:after", "channel:before", "channel:after", "aio:before", "aio:after");

    @TempDir
    private Path folder;

    static Stream<Arguments> precedences() {
        return Stream.of(
                Arguments.of("strictest", POLICY, POLICY, "overridden"),
                Arguments.of("agent", POLICY, POLICY, "overridden"),
                Arguments.of("app", SWITCHED_OFF, OWN_IDLE, "kept"),
                Arguments.of("fill-gaps", POLICY, OWN_IDLE, "overridden"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("precedences")
    void holds(String precedence, SocketOptions afterOff, SocketOptions afterIdle) {
        try (ForkedProcess application = start(precedence, changes())) {
            for (String change : CHANGES) {
                assertSettings(application, change + ":off", "connect", afterOff);
                assertSettings(application, change + ":idle", "connect", afterIdle);
            }
            assertSettings(application, "socket:accepted:off", "accept", afterOff);
            assertSettings(application, "socket:accepted:idle", "accept", afterIdle);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("precedences")
    void isReportedOnceForACallSite(
            String precedence, SocketOptions afterOff, SocketOptions afterIdle, String outcome) {
        try (ForkedProcess application =
                start(precedence, "socket:after:off", "socket:after:off", "channel:after:off")) {
            new AgentFolder(folder).log().await("app.change", 2);
            assertThat(application.finish()).isZero();
        }
        List<JsonObject> changes = new AgentFolder(folder).log().events("app.change");
        assertThat(changes).hasSize(2).allSatisfy(change -> {
            assertThat(change.get("option").getAsString()).isEqualTo("SO_KEEPALIVE");
            assertThat(change.get("value").getAsInt()).isZero();
            assertThat(change.get("outcome").getAsString()).isEqualTo(outcome);
            assertThat(change.get("stack").toString()).contains("Retuner.tune");
        });
    }

    static Stream<Arguments> ownTimings() {
        SocketOptions likeMssql = new SocketOptions(1, 30, 1, SYSTEM.count(), 0);
        SocketOptions likeMongo = new SocketOptions(1, 120, 10, 9, 0);
        return Stream.of(
                Arguments.of("", likeMssql, POLICY),
                Arguments.of("precedence: agent", POLICY, POLICY),
                Arguments.of("precedence: app", likeMssql, likeMongo),
                Arguments.of("precedence: fill-gaps", likeMssql, likeMongo));
    }

    /** As mssql-jdbc does after connecting and the MongoDB driver before: one option at a time. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("ownTimings")
    void timingsHoldAsAWhole(String precedence, SocketOptions likeMssql, SocketOptions likeMongo) {
        String[] changes = {"socket:after:30/1", "channel:after:30/1", "socket:before:120/10/9", "aio:before:120/10/9"};
        try (ForkedProcess application = startWith(precedence, changes)) {
            for (String change : changes) {
                assertSettings(application, change, "connect", change.contains("30/1") ? likeMssql : likeMongo);
                assertSettings(application, change, "accept", POLICY);
            }
        }
    }

    private static String[] changes() {
        return Stream.concat(CHANGES.stream(), Stream.of("socket:accepted"))
                .flatMap(change -> Stream.of(change + ":off", change + ":idle"))
                .toArray(String[]::new);
    }

    private ForkedProcess start(String precedence, String... changes) {
        return startWith("precedence: " + precedence, changes);
    }

    private ForkedProcess startWith(String precedence, String... changes) {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure("keepalive: {idle: 41s, interval: 7s, count: 4}\n" + precedence);
        ForkedProcess application =
                Launch.of(Retuner.class).agent(configuration).arguments(changes).start();
        agent.awaitStart();
        application.send("go").stdout().await("ready");
        return application;
    }

    private static void assertSettings(ForkedProcess application, String kind, String role, SocketOptions expected) {
        assertThat(AnnouncedConnection.of(application, kind, role).awaitSettings(expected::equals))
                .as(kind)
                .isEqualTo(expected);
    }
}
