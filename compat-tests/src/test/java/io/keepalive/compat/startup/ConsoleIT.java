// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.connections.SupportedConnectKinds;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.AgentJar;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.jvm.SelfSignedKeyStore;
import io.keepalive.testkit.process.Command;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent causes no warning of the JVM or of a library on the console. */
class ConsoleIT {

    @TempDir
    private Path folder;

    /** Options that make some JVM report more, or reject more, than by default. */
    static List<List<String>> jvmOptions() {
        List<List<String>> options = new ArrayList<>(List.of(List.of(), List.of("-Xshare:auto")));
        int feature = Jdk.underTest().feature();
        if (feature == 11) {
            options.add(List.of("--illegal-access=debug"));
        }
        if (feature >= 11) {
            options.add(List.of("-Xlog:disable", "-Xlog:all=warning:stderr"));
        }
        return options;
    }

    @ParameterizedTest
    @MethodSource("jvmOptions")
    void carriesNothingButTheAgentsOwnLines(List<String> options) {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure("keepalive: {idle: 41s}");
        List<String> allOptions = new ArrayList<>(options);
        allOptions.addAll(SelfSignedKeyStore.in(folder).jvmOptions());
        try (ForkedProcess with = everyKind(allOptions).agent(configuration).start();
                ForkedProcess without = everyKind(allOptions).start()) {
            agent.awaitStart();
            for (ForkedProcess application : List.of(with, without)) {
                application.send("go").stdout().await("ready");
                assertThat(application.finish()).isZero();
            }
            assertThat(with.stderr().lines()).isEqualTo(without.stderr().lines());
            assertThat(with.stdout().lines()).hasSameSizeAs(without.stdout().lines());
            assertThat(agent.log().events("connection.opened")).isNotEmpty();
        }
    }

    private static Launch everyKind(List<String> options) {
        return Launch.of(OneOfEachKind.class)
                .jvmOptions(options)
                .arguments("-wait")
                .arguments(SupportedConnectKinds.all().toArray(String[]::new));
    }

    static List<List<String>> tools() {
        return List.of(
                List.of("javac", "-version"),
                List.of("keytool", "-help"),
                List.of("jar", "tf", AgentJar.path()),
                List.of("javap", "java.lang.Object"),
                List.of("jps", "-q"),
                List.of("jcmd", "-l"));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void ofAToolOfTheJdkIsLeftAlone(List<String> tool) {
        String option = AgentJar.option("");
        Command.Result with =
                tool(tool).environment("JAVA_TOOL_OPTIONS", option).run();
        Command.Result without = tool(tool).run();
        assertThat(with.stderr()).startsWith("Picked up JAVA_TOOL_OPTIONS: " + option);
        assertThat(with.stderr().subList(1, with.stderr().size())).isEqualTo(without.stderr());
        assertThat(with.stdout()).noneMatch(line -> line.contains("keepalive]"));
        assertThat(with.status()).isEqualTo(without.status());
    }

    private static Command tool(List<String> words) {
        return Command.of(Jdk.underTest().program(words.get(0))).arguments(words.subList(1, words.size()));
    }

    /** As in a container, whose environment the command line has too. */
    @Test
    void ofTheCommandLineIsLeftAlone() {
        Path log = folder.resolve("service.log");
        Command.Result version = Command.of(Jdk.underTest().program("java"))
                .arguments(List.of("-jar", AgentJar.path(), "--version"))
                .environment("JAVA_TOOL_OPTIONS", AgentJar.option("log.file=" + log))
                .run();
        assertThat(version.status()).isZero();
        assertThat(version.stdout()).singleElement().asString().startsWith("keepalive-agent ");
        assertThat(version.stderr()).singleElement().asString().startsWith("Picked up JAVA_TOOL_OPTIONS: ");
        assertThat(log).doesNotExist();
    }

    /** The environment that the JDK tools ignore starts the agent in an application. */
    @Test
    void ofAnApplicationSaysWhatTheEnvironmentChose() {
        String configuration = new AgentFolder(folder).write("environments: {prod: {keepalive: {idle: 43s}}}");
        try (ForkedProcess application = Launch.of(OneOfEachKind.class)
                .environment("JAVA_TOOL_OPTIONS", AgentJar.option(""))
                .environment("KEEPALIVE_CONFIG", configuration)
                .environment("KEEPALIVE_ENV", "prod")
                .arguments("-wait", "blocking")
                .start()) {
            application.stderr().await(".*\\[keepalive] started: .*environment prod.*");
            application.stderr().await("\\[keepalive]     idle=43s .*");
        }
    }
}
