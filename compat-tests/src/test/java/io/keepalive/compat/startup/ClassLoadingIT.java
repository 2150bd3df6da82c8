// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.ClassLoadRecorder;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.jvm.OtherAgent;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Application threads load no class of the agent, since that reads the jar and takes the lock of a class loader. */
class ClassLoadingIT {

    /** With a margin of a few; 352 on Java 8 and 358 on later ones were loaded when this was written, before that 1,120. */
    private static final int MOST_CLASSES = 362;

    /** The last of them, in the first round that polls the connections instead of checking each. */
    private static final String LAST = "loaded .* io\\.keepalive\\.agent\\.kernel\\.DescriptorPoll";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mode: enforce", "mode: observe", "precedence: agent", "precedence: app"})
    void nothingIsLeftForTheThreadThatFirstOpensChangesLosesOrClosesAConnection(String policy) {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure(policy);
        try (ForkedProcess application = Launch.of(FirstTimes.class)
                .jvmOption(OtherAgent.option(folder, ClassLoadRecorder.class))
                .agent(configuration)
                .start()) {
            agent.awaitStart();
            application.send("go").stdout().await("ready");

            assertThat(application.stdout().lines("loaded .*")).isNotEmpty();
            assertThat(application.stdout().lines("loaded (?!keepalive-).*io\\.keepalive\\.agent\\..*"))
                    .isEmpty();
            agent.log().await("peer.dead", 2);
            agent.log().await("app.change", 2);
            agent.log().await("connection.closed", 6);
            assertThat(agent.log().events("connection.opened")).hasSize(6);
        }
    }

    /** Classes that are loaded before main delay it, and may be classes of the JDK that main must initialize first. */
    @ParameterizedTest
    @ValueSource(strings = {"mode: enforce", "start: wait"})
    void hardlyAnythingIsLoadedBeforeMain(String yaml) {
        List<String> without = loadsOfTheMainThread(launch());
        List<String> with = loadsOfTheMainThread(launch().agent(new AgentFolder(folder).configure(yaml)));

        assertThat(with)
                .filteredOn(name -> name.startsWith("io.keepalive.agent."))
                .isSubsetOf(
                        "io.keepalive.agent.KeepaliveAgent",
                        "io.keepalive.agent.ExternalSettings",
                        "io.keepalive.agent.ExitGuard",
                        "io.keepalive.agent.HeldMain",
                        "io.keepalive.agent.HeldMainExit",
                        "io.keepalive.agent.StartKeysScan");
        // Atomic classes use VarHandles. Java 11 needs such a class to open the agent's jar.
        assertThat(with)
                .filteredOn(name -> !without.contains(name))
                .noneMatch(
                        name -> name.matches(
                                "java\\.util\\.(logging|regex|stream|function)\\..*"
                                        + "|javax?\\.(lang\\.)?management\\..*|java\\.lang\\.invoke\\.(?!VarHandle).*|java\\.net\\.Inet.*"));
    }

    /** Main starts after the configuration has been read, so that the loads of all threads are known. */
    @Test
    void aUsualConfigurationIsReadWithoutTheYamlLibraryAndRegularExpressions() {
        String configuration = new AgentFolder(folder)
                .configure("start: wait\nkeepalive: {idle: 30s, interval: 10s}  # usual\nrules:\n- name: a\n  match:\n"
                        + "    remote: [10.0.0.0/8, db.internal]\n    remote-port: [80, 5432-5440]\n");
        try (ForkedProcess application = launch().agent(configuration).start()) {
            application.stdout().await("ready");

            List<String> untilItIsRead = application.stdout().lines("loaded keepalive-(agent|config) .*").stream()
                    .takeWhile(load -> !load.contains(".intercept."))
                    .toList();
            assertThat(untilItIsRead)
                    .contains("loaded keepalive-config io.keepalive.agent.config.yaml.YamlDocument")
                    .noneMatch(
                            load -> load.matches(".* java\\.(util\\.(regex|stream)|lang\\.invoke)\\.(?!VarHandle).*"))
                    .noneMatch(load -> load.contains(".snakeyaml."));
        }
    }

    @Test
    void twoClassesOfTheAgentAreLoadedBeforeMainWithoutSettings() {
        assertThat(loadsOfTheMainThread(launch().agent("")))
                .filteredOn(name -> name.startsWith("io.keepalive.agent."))
                .containsExactlyInAnyOrder("io.keepalive.agent.KeepaliveAgent", "io.keepalive.agent.ExternalSettings");
    }

    /**
     * All that the agent loads in its first rounds, with a file as users have it and sinks that nobody has opened: it is
     * loaded, verified and run for the first time while the application starts.
     */
    @Test
    void aThirdOfTheFormerClassesIsLoadedInAll() {
        AgentFolder agent = new AgentFolder(folder);
        Launch launch = Launch.of(LoadsInAll.class)
                .jvmOption(OtherAgent.option(folder, ClassLoadRecorder.class))
                .agent(agent.configure("watch: {every: 100ms}\nkeepalive: {idle: 30s, interval: 10s, count: 3}"));
        try (ForkedProcess application = launch.start()) {
            application.stdout().await("ready");
            agent.awaitStart();
            assertThat(Await.until(() -> covered(agent) >= 4)).isTrue();
            assertThat(Await.until(() -> hasLoadedTheLast(application))).isTrue();

            List<String> ofTheAgent = application.stdout().lines("loaded .* io\\.keepalive\\.agent\\..*");
            assertThat(ofTheAgent).hasSizeBetween(200, MOST_CLASSES);
            assertThat(ofTheAgent).noneMatch(load -> load.matches(".*\\.shaded\\.(?!bytebuddy\\.jar\\.asm).*"));
        }
    }

    private static boolean hasLoadedTheLast(ForkedProcess application) {
        int before = application.stdout().lines("printed").size();
        application.send("print").stdout().await("printed", before + 1);
        return !application.stdout().lines(LAST).isEmpty();
    }

    private static int covered(AgentFolder agent) {
        return agent.log().events("connection.opened").size()
                + agent.log().events("connection.adopted").size();
    }

    private Launch launch() {
        return Launch.of(LoadsBeforeMain.class).jvmOption(OtherAgent.option(folder, ClassLoadRecorder.class));
    }

    private static List<String> loadsOfTheMainThread(Launch launch) {
        try (ForkedProcess application = launch.start()) {
            application.stdout().await("ready");
            return application.stdout().lines("loaded main .*").stream()
                    .map(line -> line.substring("loaded main ".length()))
                    .toList();
        }
    }
}
