// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.keepalive.compat.application.OnDemand;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.AgentThreads;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.agent.OtherVersion;
import io.keepalive.testkit.isolation.MountNamespace;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.KernelThreads;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.Command;
import io.keepalive.testkit.process.Command.Result;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The output of the commands for applications with the agent and without, and for other processes. */
class CommandLineIT {

    private static final String KEEPALIVE = "keepalive: {idle: 41s, interval: 7s, count: 4}";
    private static final SocketOptions POLICY = new SocketOptions(1, 41, 7, 4, 0);

    /** The agent's own thread. */
    private static final String AGENT = "keepalive-agent";

    @TempDir
    private Path folder;

    private ForkedProcess application;

    @AfterEach
    void end() {
        if (application != null) {
            application.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "check --help",
                "list --help",
                "attach --help",
                "status --help",
                "connections --help",
                "reload --help",
                "detach --help"
            })
    void everyCommandHasHelp(String words) {
        Result result = Cli.run(words.split(" "));
        assertThat(result.status()).isZero();
        assertThat(result.stderr()).isEmpty();
        assertThat(result.stdout().get(0)).startsWith("Usage: java -jar keepalive-agent.jar ");
        assertThat(result.stdout()).hasSizeGreaterThan(5).noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void theHelpForAttachingExplainsTheWarningOfTheJvm() {
        assertThat(String.join(" ", Cli.run("attach", "--help").stdout()))
                .contains("-XX:+EnableDynamicAgentLoading")
                .contains("-XX:-EnableDynamicAgentLoading")
                .contains("-XX:+DisableAttachMechanism");
    }

    @Test
    void theVersionIsTheJars() {
        Result result = Cli.run("--version");
        assertThat(result.status()).isZero();
        assertThat(result.stdout()).singleElement().asString().matches("keepalive-agent \\d+\\.\\d+\\.\\d+.*");
    }

    @ParameterizedTest
    @CsvSource({
        "'', a command is required",
        "conections 1, Unmatched arguments from index 0: 'conections'",
        "status, Missing required parameter: 'PID'",
        "status one, 'Invalid value for positional parameter at index 0 (PID): ''one'' is not a long'",
        "connections 1 --json --watch, '--json and --watch cannot be combined'"
    })
    void whatIsNotUnderstoodIsSaid(String words, String complaint) {
        Result result = Cli.run(words.isEmpty() ? new String[0] : words.split(" "));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr().get(0)).startsWith(complaint);
    }

    @Test
    void listShowsAgentsWithoutAttaching() {
        start();
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess with =
                Launch.of(OnDemand.class).agent(agent.configure(KEEPALIVE)).start()) {
            agent.awaitStart();
            Result result = Cli.run("list");
            assertThat(result.status()).isZero();
            assertThat(result.stdout().get(0)).matches("PID +USER +JAVA +AGENT +RUNS");
            assertThat(lineOf(result, application))
                    .matches("\\d+ +\\S+ +[\\d._]+\\S* +no +" + OnDemand.class.getName());
            assertThat(lineOf(result, with)).matches("\\d+ +\\S+ +[\\d._]+\\S* +yes +" + OnDemand.class.getName());
        }
        assertUntouched();
    }

    private static String lineOf(Result list, ForkedProcess jvm) {
        return list.stdout().stream()
                .filter(line -> line.startsWith(jvm.pid() + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not in " + list));
    }

    /** It is not attached to: attaching starts a thread of the JVM. */
    private void assertUntouched() {
        assertThat(KernelThreads.names(application)).noneMatch(name -> name.startsWith("Attach "));
        assertThat(application.stderr().lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "connections", "reload", "detach"})
    void withoutTheAgentTheStatusIsThreeAndNothingIsLoaded(String command) {
        start();
        Result result = Cli.run(command, pid());
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).containsExactly("the agent is not in process " + pid());
        assertUntouched();
    }

    @Test
    void statusSaysItInJsonToo() {
        start();
        Result absent = Cli.run("status", pid(), "--json");
        assertThat(absent.status()).isEqualTo(3);
        assertThat(json(absent)).isEqualTo(JsonParser.parseString("{\"pid\":" + pid() + ",\"agent\":\"absent\"}"));
    }

    @Test
    void statusTellsModeSettingsAndCounts() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure(KEEPALIVE + "\nenvironments: {prod: {mode: observe}}");
        start();
        open("before");
        Cli.done("attach", pid(), configuration, "--env", "prod");
        open("after");
        Result text = Cli.run("status", pid());
        assertThat(text.status()).isZero();
        assertThat(String.join("\n", text.stdout()))
                .contains("configuration  " + configuration)
                .contains("environment    prod")
                .contains("mode=observe (environment prod (" + configuration)
                .contains("connections    4 open, 2 adopted");
        JsonObject status = json(Cli.run("status", pid(), "--json"));
        assertThat(status.get("agent").getAsString()).isEqualTo("running");
        assertThat(status.get("mode").getAsString()).isEqualTo("observe");
        assertThat(status.get("environment").getAsString()).isEqualTo("prod");
        assertThat(status.get("config.file").getAsString()).isEqualTo(configuration);
        assertThat(status.get("connections").getAsInt()).isEqualTo(4);
        assertThat(status.get("adopted").getAsInt()).isEqualTo(2);
        assertThat(status.get("peers.stalled").getAsInt()).isZero();
        assertThat(status.get("peers.dead").getAsInt()).isZero();
        assertThat(status.get("agent.errors").getAsInt()).isZero();
        assertThat(status.get("settings").getAsJsonArray())
                .hasSize(8)
                .anyMatch(setting -> setting.getAsString().equals("busy-timeout=69s (built-in default)"));
    }

    @Test
    void reloadBringsAChangeAtOnceAndTellsMistakes() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure(KEEPALIVE);
        start();
        open("pair");
        Cli.done("attach", pid(), configuration);
        agent.configure("keepalive: {idle: 43s, interval: 7s, count: 4, user-timeout: auto}");
        Result good = Cli.run("reload", pid());
        assertThat(good.status()).isZero();
        assertThat(String.join("\n", good.stdout()))
                .contains("warning: " + configuration + ":1:")
                .contains("reloaded in process " + pid() + ", in force on 2 open connections too");
        assertThat(end("pair").settings()).isEqualTo(new SocketOptions(1, 43, 7, 4, 71_000));
        agent.configure("keepalive: {idel: 43s}");
        Result wrong = Cli.run("reload", pid());
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.stdout()).isEmpty();
        assertThat(wrong.stderr())
                .singleElement()
                .asString()
                .startsWith(configuration + ":1:13: unknown key 'idel' in keepalive; did you mean 'idle'?");
        assertThat(end("pair").settings()).isEqualTo(new SocketOptions(1, 43, 7, 4, 71_000));
    }

    @Test
    void attachingTwiceChangesNothing() {
        AgentFolder agent = new AgentFolder(folder);
        start();
        Cli.done("attach", pid(), agent.configure(KEEPALIVE));
        Result second = Cli.run("attach", pid());
        assertThat(second.status()).isEqualTo(2);
        assertThat(second.stderr())
                .singleElement()
                .asString()
                .contains(" is already loaded, mode enforce, configuration ");
        open("pair");
        assertThat(end("pair").awaitSettings(POLICY::equals)).isEqualTo(POLICY);
        assertThat(agent.log().await("agent.started", 1)).hasSize(1);
    }

    @Test
    void aWrongConfigurationIsRefusedAndLeavesNothing() {
        AgentFolder agent = new AgentFolder(folder);
        start();
        Result wrong = Cli.run("attach", pid(), agent.write("keepalive: {idle: 5}\nmoed: off"));
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.stdout()).isEmpty();
        assertThat(wrong.stderr()).hasSize(2).allMatch(line -> line.startsWith(folder.resolve("keepalive.yaml") + ":"));
        assertNoThreadOfTheAgent();
        open("pair");
        assertThat(end("pair").settings()).isEqualTo(SocketOptions.defaults());
        Cli.done("attach", pid(), agent.configure(KEEPALIVE));
        assertThat(end("pair").settings()).isEqualTo(POLICY);
    }

    /** The last one ends after the reply. */
    private void assertNoThreadOfTheAgent() {
        assertThat(AgentThreads.awaitNone(application)).isEmpty();
    }

    /** Relative to the working folder of the command, not of the application. */
    @Test
    void aFileThatIsNotThereIsNamed() {
        start();
        Result missing = Cli.run("attach", pid(), "no/such.yaml");
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.stderr())
                .singleElement()
                .asString()
                .startsWith(Path.of("no/such.yaml").toAbsolutePath() + ": ");
    }

    @Test
    void theKillSwitchOfTheApplicationHolds() {
        application =
                Launch.of(OnDemand.class).environment("KEEPALIVE_MODE", "off").start();
        application.stdout().await("ready");
        Result result = Cli.run("attach", pid());
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.stderr()).containsExactly("mode=off is set outside the configuration file");
    }

    /** fail-fast could only refuse a start, and the application has started already. */
    @Test
    void failFastDoesNotEndAnApplicationThatRuns() {
        AgentFolder agent = new AgentFolder(folder);
        application = Launch.of(OnDemand.class)
                .environment("KEEPALIVE_FAIL_FAST", "true")
                .start();
        application.stdout().await("ready");
        assertThat(Cli.run("attach", pid(), agent.write("moed: off")).status()).isEqualTo(2);
        open("pair");
        assertThat(application.finish()).isZero();
    }

    /** A file that it reads at its start is replaced by a pipe without a writer. */
    @Test
    void whileItStartsEveryCommandSaysSo() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(Command.of("mkfifo")
                        .arguments(List.of(pipe.toString()))
                        .run()
                        .status())
                .isZero();
        application = Launch.of(OnDemand.class)
                .through(MountNamespace.with(pipe, Path.of("/proc/sys/net/ipv4/tcp_keepalive_time")))
                .agent("")
                .start();
        application.stdout().await("ready");
        // By this thread the command line knows of the agent, and main does not wait for it.
        assertThat(KernelThreads.awaitNames(application, names -> names.contains(AGENT)))
                .contains(AGENT);
        assertThat(Cli.done("status", pid()).stdout())
                .containsExactly("the agent is just starting in process " + pid());
        assertThat(json(Cli.done("status", pid(), "--json")).get("agent").getAsString())
                .isEqualTo("starting");
        for (String command : List.of("attach", "detach", "connections", "reload")) {
            Result result = Cli.run(command, pid());
            assertThat(result.status()).as(command).isEqualTo(2);
            assertThat(result.stderr())
                    .containsExactly("the agent is just starting in process " + pid() + "; try again");
        }
    }

    /** A JVM keeps the version that it has loaded first. */
    @Test
    void anotherVersionIsRefusedAndItsOtherCommandsWork() {
        AgentFolder agent = new AgentFolder(folder);
        String other = OtherVersion.in(folder, "99.9");
        start();
        Cli.done("attach", pid(), agent.configure(KEEPALIVE));
        assertThat(Cli.byJar(other, "attach", pid()).stderr())
                .singleElement()
                .asString()
                .contains(" is already loaded");
        assertThat(Cli.byJar(other, "status", pid()).status()).isZero();
        assertThat(Cli.byJar(other, "detach", pid()).status()).isZero();
        Result second = Cli.byJar(other, "attach", pid());
        assertThat(second.status()).isEqualTo(2);
        assertThat(second.stderr())
                .singleElement()
                .asString()
                .matches("this JVM has loaded keepalive-agent \\S+ and keeps that version until it ends:"
                        + " 99\\.9 cannot replace it");
        Cli.done("attach", pid(), agent.configure(KEEPALIVE));
        assertThat(Cli.done("status", pid()).stdout().get(0)).doesNotContain("99.9");
    }

    /** As where both JAVA_TOOL_OPTIONS and the start script name it. */
    @Test
    void twoAtTheStartAreOne() {
        AgentFolder agent = new AgentFolder(folder);
        application = Launch.of(OnDemand.class)
                .agent(agent.configure(KEEPALIVE))
                .agent("idle=5s")
                .start();
        agent.awaitStart();
        open("pair");
        assertThat(end("pair").awaitSettings(POLICY::equals)).isEqualTo(POLICY);
        application.stderr().await("\\[keepalive].*");
        assertThat(application.stderr().lines())
                .containsExactly("[keepalive] the agent is in this JVM already: loading it again, with 'idle=5s',"
                        + " changes nothing");
        assertThat(Cli.done("detach", pid()).status()).isZero();
        assertThat(end("pair").settings()).isEqualTo(SocketOptions.defaults());
    }

    @Test
    void aPathThatNoArgumentCanHoldIsRefused() {
        start();
        Result result = Cli.run("attach", pid(), "a,b.yaml");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.stderr()).singleElement().asString().contains("contains a comma");
        assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "connections", "reload", "detach", "attach"})
    void aProcessThatIsNotThereIsSaid(String command) {
        Result result = Cli.run(command, "4194399");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.stderr()).containsExactly("there is no process 4194399; list shows the JVMs of this user");
    }

    @Test
    void aProcessThatIsNoJvmIsSaid() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "60").start();
        try {
            Result result = Cli.run("attach", String.valueOf(sleep.pid()));
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.stderr())
                    .singleElement()
                    .asString()
                    .startsWith("process " + sleep.pid() + " is not a JVM (");
        } finally {
            sleep.destroy();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-XX:+DisableAttachMechanism, does not accept attach requests",
        "-XX:-EnableDynamicAgentLoading, accepts no agent while it runs"
    })
    void aJvmThatRefusesAttachingIsLeftAlone(String option, String reason) {
        application = Launch.of(OnDemand.class)
                .jvmOption("-XX:+IgnoreUnrecognizedVMOptions")
                .jvmOption(option)
                .start();
        application.stdout().await("ready");
        Result result = Cli.run("attach", pid());
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.stderr())
                .singleElement()
                .asString()
                .startsWith("process " + pid() + " was started with " + option)
                .contains(reason);
        assertUntouched();
        assertThat(application.stdout().lines()).containsExactly("ready");
    }

    /** In an environment variable, which the command line reads too. */
    @Test
    void jvmOptionInAnEnvironmentVariableIsRecognized() {
        application = Launch.of(OnDemand.class)
                .environment("JAVA_TOOL_OPTIONS", "-Xmx64m -XX:+DisableAttachMechanism")
                .start();
        application.stdout().await("ready");
        Result result = Cli.run("attach", pid());
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.stderr()).singleElement().asString().contains("does not accept attach requests");
        assertThat(application.stdout().lines()).containsExactly("ready");
    }

    @Test
    void aJavaWithoutTheAttachApiAttachesBySocket() {
        assumeTrue(Jdk.underTest().feature() >= 16, "Java before 16 has no Unix-domain sockets");
        start();
        Result result = runWithoutAttachApi("attach", pid());
        assertThat(result.stderr()).isEmpty();
        assertThat(result.stdout()).singleElement().asString().startsWith("attached to process " + pid());
        assertThat(runWithoutAttachApi("status", pid()).status()).isZero();
        assertThat(application.stdout().lines()).containsExactly("ready");
    }

    private static Result runWithoutAttachApi(String... arguments) {
        List<String> words = new ArrayList<>(Cli.words(Jdk.underTest(), arguments));
        words.addAll(1, List.of("--limit-modules", "java.base,java.instrument,java.logging"));
        return Command.of(words.get(0))
                .arguments(words.subList(1, words.size()))
                .run();
    }

    @Test
    void anOlderJavaWithoutTheAttachApiSaysSo() {
        int feature = Jdk.underTest().feature();
        assumeTrue(feature >= 9 && feature < 16, "not a Java with modules and without Unix-domain sockets");
        start();
        Result result = runWithoutAttachApi("attach", pid());
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.stderr()).singleElement().asString().contains("has no attach API");
        assertUntouched();
    }

    private static JsonObject json(Result result) {
        return JsonParser.parseString(String.join("\n", result.stdout())).getAsJsonObject();
    }

    private void start() {
        application = Launch.of(OnDemand.class).start();
        application.stdout().await("ready");
    }

    private void open(String name) {
        application.send("nio " + name);
        AnnouncedConnection.of(application, name, "accept");
        end(name);
    }

    private AnnouncedConnection end(String name) {
        return AnnouncedConnection.of(application, name, "connect");
    }

    private String pid() {
        return String.valueOf(application.pid());
    }
}
