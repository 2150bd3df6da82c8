// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.OnDemand;
import io.keepalive.compat.application.PlainApplication;
import io.keepalive.compat.application.PrecedingAgent;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.AgentLog;
import io.keepalive.testkit.jvm.Attachment;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.jvm.OtherAgent;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.Command;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Main waits for the hooks only where the configuration cannot be applied to connections older than them. */
@Isolated("for the agent has two seconds")
class StartOrderIT {

    private static final SocketOptions POLICY = new SocketOptions(1, 41, 7, 4, 0);
    private static final String KEEPALIVE = "keepalive: {idle: 41s, interval: 7s, count: 4}\n";
    private static final String BY_NAME =
            KEEPALIVE + "rules: [{name: excluded, match: {remote: localhost}, mode: \"off\"}]\n";

    private static final String WAITED = "main waited N ms until the hooks were live ";

    @TempDir
    private Path folder;

    @Test
    void anExcludedHostIsLeftAloneFromMainsFirstStatementOn() {
        try (ForkedProcess application = startBehindHooks(pool(BY_NAME))) {
            // All connections older than the hooks are adopted in one round, so both ends are tuned at once.
            assertSettings(application, "accept", POLICY);
            assertSettings(application, "connect", SocketOptions.defaults());
            assertThat(log().events("connection.adopted")).isEmpty();
            assertThat(mainsStart()).isEqualTo(WAITED + "(rule 'excluded' by host name)");
        }
    }

    @Test
    void everyConnectionHasItsOpener() {
        String yaml = KEEPALIVE + "report: {stack-traces: opened, log: {file: '" + agent().logFile()
                + "', format: json, level: debug}}\n";
        try (ForkedProcess application =
                startBehindHooks(Launch.of(EarlyPool.class).agent(agent().write(yaml)))) {
            assertSettings(application, "connect", POLICY);
            assertThat(log().events("connection.adopted")).isEmpty();
            assertThat(log().await("connection.opened", 2 * EarlyPool.SIZE))
                    .allSatisfy(opened ->
                            assertThat(opened.get("opened.at").getAsString()).contains("EarlyPool.main"));
            assertThat(mainsStart()).isEqualTo(WAITED + "(stack-traces opened)");
        }
    }

    @Test
    void whatTheApplicationSetBeforeConnectingIsKnown() {
        try (ForkedProcess application =
                startBehindHooks(pool(KEEPALIVE + "precedence: app").arguments("off"))) {
            assertSettings(application, "accept", POLICY);
            assertSettings(application, "connect", POLICY.withKeepalive(0));
            assertThat(mainsStart()).isEqualTo(WAITED + "(precedence app)");
        }
    }

    /** A value equal to the default of the system, which cannot be distinguished from an untouched one later. */
    @Test
    void whatTheApplicationSetToTheDefaultBeforeConnectingIsKnown() {
        int idle = SocketOptions.defaults().idle();
        try (ForkedProcess application =
                startBehindHooks(pool(KEEPALIVE + "precedence: fill-gaps").arguments("idle", String.valueOf(idle)))) {
            assertSettings(application, "accept", POLICY);
            assertThat(settings(application, "connect"))
                    .extracting(SocketOptions::keepalive, SocketOptions::idle)
                    .containsOnly(tuple(1, idle));
            assertThat(log().events("connection.adopted")).isEmpty();
            assertThat(mainsStart()).isEqualTo(WAITED + "(precedence fill-gaps)");
        }
    }

    @Test
    void withoutAdoptionMainWaitsForTheHooks() {
        try (ForkedProcess application = startBehindHooks(pool(KEEPALIVE + "adopt: false"))) {
            assertSettings(application, "accept", POLICY);
            assertSettings(application, "connect", POLICY);
            assertThat(mainsStart()).isEqualTo(WAITED + "(adopt false)");
        }
    }

    private void assertSettings(ForkedProcess application, String role, SocketOptions expected) {
        for (int i = 0; i < EarlyPool.SIZE; i++) {
            assertThat(AnnouncedConnection.of(application, "pool" + i, role).awaitSettings(expected::equals))
                    .as("%s of connection %d", role, i)
                    .isEqualTo(expected);
        }
    }

    private List<SocketOptions> settings(ForkedProcess application, String role) {
        return IntStream.range(0, EarlyPool.SIZE)
                .mapToObj(i ->
                        AnnouncedConnection.of(application, "pool" + i, role).settings())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KEEPALIVE,
                "mode: observe",
                "rules: [{name: a, match: {remote: loopback, direction: outbound}, mode: \"off\"}]",
                BY_NAME + "start: beside"
            })
    void mainDoesNotWait(String yaml) {
        try (ForkedProcess application = pool(yaml).start()) {
            assertThat(mainsStart()).isEqualTo("main did not wait");
            assertThat(application.finish()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "start=wait, -, -, true",
                "-, wait, -, true",
                "-, -, wait, true",
                "-, wait, beside, true",
                "start=beside, wait, wait, false",
                "fail-fast=true, -, wait, true",
                "fail-fast=true, -, -, false",
            })
    void asIsSaidOutsideTheFile(String assignment, String property, String variable, boolean waits) {
        Launch launch = Launch.of(EarlyPool.class)
                .agent(agent().configure(KEEPALIVE) + (assignment == null ? "" : "," + assignment));
        if (property != null) {
            launch.jvmOption("-Dkeepalive.start=" + property);
        }
        if (variable != null) {
            launch.environment("KEEPALIVE_START", variable);
        }
        try (ForkedProcess application = waits ? startBehindHooks(launch) : launch.start()) {
            assertThat(mainsStart()).isEqualTo(waits ? WAITED.trim() : "main did not wait");
            assertThat(application.finish()).isZero();
        }
        assertThat(log().events("agent.started").get(0).get("settings").toString())
                .contains("\"start=");
    }

    @Test
    void withoutAFileMainDoesNotWaitUnlessItIsSaid() {
        assertSaysOnStandardError("idle=41s", "main did not wait");
        assertSaysOnStandardError("start=wait", "main waited \\d+ ms.*");
    }

    private static void assertSaysOnStandardError(String argument, String main) {
        try (ForkedProcess application =
                Launch.of(EarlyPool.class).agent(argument).start()) {
            application.stderr().await(".* started: .*");
            application.stderr().await("\\[keepalive]     " + main);
            assertThat(application.finish()).isZero();
        }
    }

    @Test
    void modeOffWaitsForNoHooks() {
        String configuration = agent().write("mode: \"off\"\nstart: wait");
        List<String> said = SideBySideRun.run(
                () -> Launch.of(PlainApplication.class),
                launch -> launch.agent(configuration),
                "disabled: mode is off");
        assertThat(said).hasSize(1);
    }

    @Test
    void attachDelaysNoThread() {
        try (ForkedProcess application = Launch.of(OnDemand.class).start()) {
            Attachment.of(application, agent().configure(BY_NAME + "start: wait"));
            JsonObject started = log().await("agent.started", 1).get(0);
            assertThat(started.has("main")).isFalse();
            assertThat(started.has("main.waited.ms")).isFalse();
        }
    }

    @Test
    void anInterruptOfMainsThreadStaysAndShortensNothing() {
        try (ForkedProcess application = startBehindHooks(neighbour("interrupt"))) {
            application.stdout().await("interrupted true");
            assertThat(mainsStart()).startsWith(WAITED);
        }
    }

    /**
     * The other agent releases the agent's thread only when main has begun, so main has been released by the timeout, and
     * only when the message is there, whose thread reads where the agent's thread is.
     */
    @Test
    void mainGoesOnWhenTheHooksTakeTooLong() {
        try (ForkedProcess application = neighbour("hold").start()) {
            application
                    .stderr()
                    .await(
                            "\\[keepalive] agent not ready after 2000 ms, the application starts without"
                                    + " waiting any longer: .*; its thread is at .*, called by .*io\\.keepalive\\.compat\\.application\\.PrecedingAgent\\..*");
            application.send("release");
            assertThat(mainsStart()).isEqualTo(HeldStart.GAVE_UP + "(rule 'excluded' by host name)");
            assertThat(application.send("go").exitStatus()).isEqualTo(PlainApplication.STATUS);
        }
    }

    @Test
    void mainGoesOnWhenTheHooksNeverCome() {
        try (ForkedProcess application = neighbour("keep").start()) {
            application.stderr().await("\\[keepalive] agent not ready after 2000 ms, .*");
            application.send("go").stdout().await("received 42");
            if (!Jdk.underTest().exitWaitsForTransformers()) {
                assertThat(application.exitStatus()).isEqualTo(PlainApplication.STATUS);
            }
            assertThat(log().events("agent.started")).isEmpty();
        }
    }

    private Launch neighbour(String argument) {
        return Launch.of(PrecedingAgent.class)
                .jvmOption(OtherAgent.option(folder, PrecedingAgent.class) + "=" + argument)
                .agent(agent().configure(BY_NAME));
    }

    /** The pipe has no writer, so opening it blocks; the agent must check the type of the file first. */
    @Test
    void aConfigurationThatNeverAnswersDoesNotKeepTheApplication() {
        Path fifo = folder.resolve("fifo.yaml");
        assertThat(Command.of("mkfifo")
                        .arguments(List.of(fifo.toString()))
                        .run()
                        .status())
                .isZero();
        List<String> said = SideBySideRun.run(
                () -> Launch.of(PlainApplication.class),
                launch -> launch.agent(fifo.toString()),
                "(agent not ready after|disabled: )");
        assertThat(said).isNotEmpty();
    }

    private AgentFolder agent() {
        return new AgentFolder(folder);
    }

    private AgentLog log() {
        return agent().log();
    }

    private Launch pool(String yaml) {
        return Launch.of(EarlyPool.class).agent(agent().configure(yaml));
    }

    private ForkedProcess startBehindHooks(Launch launch) {
        return HeldStart.behindHooks(agent(), launch);
    }

    private String mainsStart() {
        return HeldStart.mainsStart(agent());
    }
}
