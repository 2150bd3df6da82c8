// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.ManyConnections;
import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.PlainApplication;
import io.keepalive.compat.startup.HeldStart;
import io.keepalive.compat.startup.SideBySideRun;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Attachment;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.jvm.OtherAgent;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The agent's events in recordings that begin before its start, with it and after it. */
class FlightRecorderIT {

    private static final String OPENED = "keepalive.ConnectionOpened";
    /** Not whole minutes, which jfr of Java 8 prints wrong. */
    private static final String TIMES = "keepalive: {idle: 41s, interval: 7s, count: 4}";

    private static final String SWITCHED_ON = """
            <?xml version="1.0" encoding="UTF-8"?>
            <configuration version="2.0">
              <event name="keepalive.ConnectionOpened"><setting name="enabled">true</setting></event>
            </configuration>
            """;

    @TempDir
    private Path folder;

    @Test
    void inARecordingThatTheApplicationWasStartedWith() throws Exception {
        AgentFolder agent = new AgentFolder(folder);
        Path settings = Files.writeString(folder.resolve("on.jfc"), SWITCHED_ON);
        try (ForkedProcess application = Launch.of(ManyConnections.class)
                .arguments("3")
                .jvmOption("-XX:StartFlightRecording=name=test,settings=" + settings)
                .agent(agent.configure(TIMES))
                .start()) {
            agent.awaitStart();
            Recording.of(application, folder.resolve("test.jfr")).awaitKnown(OPENED);
            assertOpened(application, agent, Recording.of(application, folder.resolve("test.jfr")));
        }
    }

    /** The JVM starts the recording after premain, and main opens its connections at once. */
    @Test
    void inARecordingThatBeginsWhenMainNeedNotWaitAnyLonger() throws Exception {
        AgentFolder agent = new AgentFolder(folder);
        Path settings = Files.writeString(folder.resolve("on.jfc"), SWITCHED_ON);
        Launch launch = Launch.of(OneOfEachKind.class)
                .arguments("blocking", "nio", "adaptor")
                .jvmOption("-XX:StartFlightRecording=name=test,settings=" + settings)
                .agent(agent.configure(TIMES + "\nstart: wait"));
        try (ForkedProcess application = HeldStart.behindHooks(agent, launch)) {
            application.stdout().await("ready");
            agent.log().await("connection.opened", 6);
            assertThat(Recording.of(application, folder.resolve("test.jfr")).events(OPENED))
                    .hasSize(6);
        }
    }

    @Test
    void inARecordingThatBeganBeforeTheAgentWasAttached() throws Exception {
        AgentFolder agent = new AgentFolder(folder);
        Path settings = Files.writeString(folder.resolve("on.jfc"), SWITCHED_ON);
        try (ForkedProcess application =
                Launch.of(ManyConnections.class).arguments("3").start()) {
            Recording recording = Recording.start(application, folder.resolve("test.jfr"), "settings=" + settings);
            Attachment.of(application, agent.configure(TIMES));
            agent.awaitStart();
            recording.awaitKnown(OPENED);
            assertOpened(application, agent, recording);
        }
    }

    /** Java 8 would leave the events out of the first file's description of its events, so that no tool could read them. */
    @Test
    void inTheFirstFileWhenTheAgentRegistersThemWhileTheRecordingBegins() throws Exception {
        AgentFolder agent = new AgentFolder(folder);
        Path settings = Files.writeString(folder.resolve("on.jfc"), SWITCHED_ON);
        try (ForkedProcess application = Launch.of(ManyConnections.class)
                .arguments("3")
                .libraries(ByteBuddy.class)
                .jvmOption(OtherAgent.option(folder, HeldRecordingStart.class))
                .agent(agent.configure(TIMES))
                .start()) {
            agent.awaitStart();
            Recording recording = Recording.start(application, folder.resolve("test.jfr"), "settings=" + settings);
            application.stdout().await("registered");
            assertOpened(application, agent, recording);
        }
    }

    private static void assertOpened(ForkedProcess application, AgentFolder agent, Recording recording) {
        application.send("go").stdout().await("ready");
        agent.log().await("connection.opened", 6);
        List<JsonObject> events = recording.events(OPENED);
        assertThat(events)
                .extracting(event -> event.get("connectionId").getAsString())
                .containsExactlyInAnyOrderElementsOf(agent.log().events("connection.opened").stream()
                        .map(event -> event.get("connection.id").getAsString())
                        .toList());
        assertThat(events).allSatisfy(event -> {
            assertThat(event.get("keepalive").getAsString()).isEqualTo("on 41s/7s/4 user-timeout off");
            assertThat(event.getAsJsonObject("eventThread").get("javaName").getAsString())
                    .isEqualTo("main");
        });
        assertThat(recording.text(OPENED))
                .contains("direction = \"outbound\"")
                .containsPattern("keepaliveIdle = 41[.0]* s")
                .containsPattern("keepaliveInterval = 7[.0]* s");
    }

    /** Events for opened connections are off unless a recording enables them. */
    @Test
    void opensAreOffByDefault() {
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = Launch.of(ManyConnections.class)
                .arguments("3")
                .jvmOption("-XX:StartFlightRecording=name=test")
                .agent(agent.configure(TIMES))
                .start()) {
            agent.awaitStart();
            Recording recording = Recording.of(application, folder.resolve("test.jfr"));
            recording.awaitKnown(OPENED);
            application.send("go");
            agent.log().await("connection.opened", 6);
            assertThat(recording.events(OPENED)).isEmpty();
        }
    }

    /** The missing parts are not mentioned. */
    @Test
    @DisabledIf("hasNoModules")
    void leavesNoTraceWhereTheRuntimeHasNeitherFlightRecorderNorJmx() {
        List<String> said = SideBySideRun.run(
                () -> Launch.of(PlainApplication.class).jvmOption("--limit-modules=java.base,java.instrument"),
                launch -> launch.agent(""),
                "started: ");
        assertThat(said).hasSize(1);
    }

    static boolean hasNoModules() {
        return Jdk.underTest().feature() < 9;
    }
}
