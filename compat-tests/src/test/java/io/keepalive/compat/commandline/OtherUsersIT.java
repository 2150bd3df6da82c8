// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.keepalive.compat.application.OnDemand;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.isolation.OtherUser;
import io.keepalive.testkit.jvm.AgentJar;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.Command;
import io.keepalive.testkit.process.Command.Result;
import io.keepalive.testkit.process.Commands;
import io.keepalive.testkit.process.ForkedProcess;
import io.keepalive.testkit.process.ProcessState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Root's command line on the JVM of another user: it works, and the other user gains nothing. */
@Tag("long")
class OtherUsersIT {

    private static final String KEEPALIVE = "keepalive: {idle: 41s, interval: 7s, count: 4}";
    private static final String STARTING = "the agent is just starting in process .*";
    private static final SocketOptions POLICY = new SocketOptions(1, 41, 7, 4, 0);

    /** The timeout of the command, with a margin for a slow machine. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private OtherUser user;

    @BeforeEach
    void open() {
        user = OtherUser.in(folder);
    }

    @AfterEach
    void close() {
        user.close();
    }

    static List<Jdk> commandLines() {
        return Jdk.installed();
    }

    /**
     * The application runs on the JDK under test, the command line on any other; the application's output shows
     * neither.
     */
    @ParameterizedTest
    @MethodSource("commandLines")
    void everyCommandWorks(Jdk commandLine) throws IOException {
        Path configuration = Files.writeString(folder.resolve("keepalive.yaml"), KEEPALIVE);
        try (ForkedProcess application =
                Launch.of(OnDemand.class).through(user.command()).start()) {
            application.send("nio pair");
            AnnouncedConnection end = AnnouncedConnection.of(application, "pair", "connect");
            String pid = String.valueOf(application.pid());
            assertLoaded(user.cli(commandLine, "attach", pid, configuration.toString())
                    .run());
            assertThat(done(commandLine, "status", pid)).contains("connections    2 open");
            assertThat(end.settings()).isEqualTo(POLICY);
            String json = done(commandLine, "connections", pid, "--json");
            assertThat(JsonParser.parseString(json)
                            .getAsJsonObject()
                            .get("connections")
                            .getAsJsonArray())
                    .hasSize(2);
            assertThat(done(commandLine, "reload", pid)).contains("in force on 2 open connections too");
            assertThat(done(commandLine, "detach", pid))
                    .contains("2 open connections have their earlier options again");
            assertThat(end.settings()).isEqualTo(SocketOptions.defaults());
            assertThat(application.stdout().lines("(?!ready|connection ).*")).isEmpty();
            awaitNoFileOfTheCommandLines();
        }
    }

    /** As with AmbientCapabilities and PrivateTmp of systemd: a port below 1024 needs net_bind_service, number 10. */
    @ParameterizedTest
    @MethodSource("commandLines")
    void aServiceWithACapabilityIsReachedOrRefused(Jdk commandLine) throws IOException {
        try (ForkedProcess application =
                Launch.of(OnDemand.class).through(confined("cap_10")).start()) {
            application.send("nio pair");
            AnnouncedConnection end = AnnouncedConnection.of(application, "pair", "connect");
            String pid = String.valueOf(application.pid());
            Result attach = user.cli(commandLine, "attach", pid).run();
            if (commandLine.feature() < 16) {
                assertThat(attach.stderr()).singleElement().asString().contains("has a /tmp of its own, ");
            } else {
                assertLoaded(attach);
                assertThat(done(commandLine, "status", pid)).contains("connections    2 open");
                assertThat(done(commandLine, "detach", pid))
                        .contains("2 open connections have their earlier options again");
            }
            assertThat(end.settings()).isEqualTo(SocketOptions.defaults());
            assertThat(application.stdout().lines("(?!ready|connection ).*")).isEmpty();
        }
    }

    /** With dac_override a process can access files of others: number 1. */
    @Test
    void aServiceWithAPowerfulCapabilityIsLeftAlone() {
        try (ForkedProcess application =
                Launch.of(OnDemand.class).through(confined("cap_10,+cap_1")).start()) {
            application.stdout().await("ready");
            Result refused =
                    user.cli("attach", String.valueOf(application.pid())).run();
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.stderr())
                    .singleElement()
                    .asString()
                    .startsWith("process " + application.pid() + " has more permissions than user " + user.uid());
            assertThat(application.stdout().lines()).containsExactly("ready");
        }
    }

    /** With a /tmp of its own, mounted when the working folder below /tmp is entered. */
    private List<String> confined(String capabilities) {
        List<String> command = new ArrayList<>(user.command());
        command.addAll(
                command.indexOf("setpriv"),
                List.of("unshare", "--mount", "sh", "-c", "mount -t tmpfs -o mode=1777 tmpfs /tmp; exec \"$@\"", "sh"));
        command.addAll(List.of("--inh-caps=+" + capabilities, "--ambient-caps=+" + capabilities));
        return command;
    }

    private static void assertLoaded(Result attach) {
        assertThat(Stream.concat(attach.stdout().stream(), attach.stderr().stream()))
                .singleElement()
                .asString()
                .matches(
                        "attached to process \\d+: keepalive-agent \\S+, mode enforce, 2 open connections|" + STARTING);
    }

    /** Repeated, since the agent may still be starting on a slow machine. */
    private String done(Jdk commandLine, String... words) {
        Result result = user.cli(commandLine, words).run();
        for (int i = 0; i < 20 && isStarting(result); i++) {
            result = user.cli(commandLine, words).run();
        }
        assertThat(result.stderr()).isEmpty();
        assertThat(result.status()).isZero();
        return String.join("\n", result.stdout());
    }

    private static boolean isStarting(Result result) {
        return Stream.concat(result.stdout().stream(), result.stderr().stream())
                .anyMatch(line -> line.matches(STARTING));
    }

    private boolean belongsToUser(Path file) {
        try {
            return user.owns(file);
        } catch (IOException gone) {
            return false;
        }
    }

    /** With one attach operation, and a deputy process that ends when the command is interrupted. */
    @Test
    void watchingWorksAndLeavesNothing() {
        AgentFolder agent = new AgentFolder(user.folder());
        try (ForkedProcess application = Launch.of(OnDemand.class)
                .agent(agent.configure(KEEPALIVE))
                .through(user.command())
                .start()) {
            agent.awaitStart();
            try (ForkedProcess watch = user.startAsRoot(
                    Cli.words(Jdk.underTest(), "connections", String.valueOf(application.pid()), "--watch"))) {
                watch.stdout().await("ID .*", 3);
                Commands.run(List.of("kill", "-TERM", String.valueOf(watch.pid())));
                watch.exitStatus();
            }
            awaitNoFileOfTheCommandLines();
            assertThat(application.stdout().lines()).containsExactly("ready");
        }
    }

    /** The deputy notices the end of its parent a moment later. */
    private void awaitNoFileOfTheCommandLines() {
        assertThat(Await.read(this::filesOfTheCommandLines, List::isEmpty)).isEmpty();
    }

    private List<String> filesOfTheCommandLines() {
        try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
            return files.filter(this::belongsToUser)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("keepalive-agent"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Root is not needed for a user's own JVMs, and a user cannot reach the JVMs of others. */
    @Test
    void userReachesOnlyItsOwnJvms() {
        try (ForkedProcess application =
                        Launch.of(OnDemand.class).through(user.command()).start();
                ForkedProcess roots =
                        Launch.of(OnDemand.class).through(user.asRoot()).start()) {
            application.stdout().await("ready");
            roots.stdout().await("ready");
            Result attach = byTheUser("attach", application);
            assertThat(attach.toString()).containsAnyOf("attached to process ", "is just starting in process ");
            Result refused = byTheUser("attach", roots);
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.stderr())
                    .singleElement()
                    .asString()
                    .startsWith("process " + roots.pid() + " belongs to root: run this command as that user");
            assertThat(roots.stdout().lines()).containsExactly("ready");
        }
    }

    private Result byTheUser(String word, ForkedProcess application) {
        List<String> words = Cli.words(Jdk.underTest(), word, String.valueOf(application.pid()));
        return Command.of(user.command().get(0))
                .arguments(Stream.concat(user.command().stream().skip(1), words.stream())
                        .toList())
                .run();
    }

    /**
     * The user replaces every file that appears by links, while root repeats its command. Afterwards the files that
     * only root may write are unchanged, their times included.
     */
    @Test
    void swappedFilesDoNotChangeFilesOfRoot() throws IOException {
        Path treasury = Files.createDirectory(
                folder.resolve("treasury"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (String name : List.of("crown", "request", "reply", "reply.new")) {
            Files.writeString(treasury.resolve(name), "of gold");
        }
        Map<String, String> before = inventory(treasury);
        try (ForkedProcess thief = Launch.of(LinkSwapper.class)
                .arguments(treasury.toString(), treasury.resolve("crown").toString())
                .through(user.command())
                .start()) {
            thief.stdout().await("ready");
            String pid = String.valueOf(thief.pid());
            for (String command : List.of("status", "connections", "detach", "attach", "status", "reload")) {
                Result result = user.cli(command, pid).runWithin(LONG_ENOUGH);
                assertThat(result.status()).as("%s: %s", command, result).isIn(0, 2, 3);
                assertThat(inventory(treasury))
                        .as("after %s: %s", command, result)
                        .isEqualTo(before);
            }
            thief.stdout().await("swapped .*");
        }
    }

    /** Content, owner, mode, and change time of each file. */
    private static Map<String, String> inventory(Path treasury) throws IOException {
        Map<String, String> inventory = new TreeMap<>();
        try (Stream<Path> all = Files.walk(treasury)) {
            for (Path path : all.toList()) {
                Map<String, Object> facts =
                        Files.readAttributes(path, "unix:mode,uid,gid,nlink,ctime", LinkOption.NOFOLLOW_LINKS);
                inventory.put(
                        path.toString(),
                        new TreeMap<>(facts) + (Files.isDirectory(path) ? "" : Files.readString(path)));
            }
        }
        return inventory;
    }

    /** A jar and a configuration that only root may read. */
    @Test
    void whatThatUserCannotReadIsNamed() throws IOException {
        Path closed = Files.createDirectory(
                folder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path configuration = Files.writeString(closed.resolve("keepalive.yaml"), KEEPALIVE);
        Path jar = Files.copy(Path.of(AgentJar.path()), closed.resolve("keepalive-agent.jar"));
        try (ForkedProcess application =
                Launch.of(OnDemand.class).through(user.command()).start()) {
            application.stdout().await("ready");
            String pid = String.valueOf(application.pid());
            Result unreadable =
                    user.cli("attach", pid, configuration.toString()).run();
            assertThat(unreadable.status()).isEqualTo(2);
            assertThat(unreadable.stderr())
                    .singleElement()
                    .asString()
                    .startsWith("user " + user.uid() + " cannot read " + configuration + ", so the agent in process "
                            + pid);
            Result unloadable =
                    user.run(Stream.of(Jdk.underTest().program("java"), "-jar", jar.toString(), "attach", pid)
                            .toList());
            assertThat(unloadable.status()).isEqualTo(2);
            assertThat(unloadable.stderr())
                    .singleElement()
                    .asString()
                    .startsWith("user " + user.uid() + " cannot read " + jar + ", so process " + pid);
            assertThat(application.stdout().lines()).containsExactly("ready");
        }
    }

    /** It is a zombie, since its parent has not waited for it. */
    @Test
    void aProcessThatHasEndedIsSaidToHaveEnded() {
        try (ForkedProcess parent = user.start(List.of("sh", "-c", "sleep 0.1 & echo $!; exec sleep 600"))) {
            String pid = parent.stdout().await("\\d+").group();
            ProcessState.await(pid, 'Z');
            for (String command : List.of("attach", "status", "connections")) {
                Result result = user.cli(command, pid).run();
                assertThat(result.status()).isEqualTo(2);
                assertThat(result.stderr()).containsExactly("process " + pid + " has ended");
            }
        }
    }
}
