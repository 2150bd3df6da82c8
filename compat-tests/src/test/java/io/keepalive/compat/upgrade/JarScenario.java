// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.Pool;
import io.keepalive.compat.application.PoolPeer;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.AgentJar;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.network.Host;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.Command;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** An application with a copy of the shipped jar as its agent, and a peer on another host. */
final class JarScenario implements AutoCloseable {

    private static final String POLICY = "keepalive: {idle: 2s, interval: 1s, count: 3}";

    private final AgentFolder agent;
    private final Path jar;
    private final Network network = Network.open();
    private final ForkedProcess peer;
    private final ForkedProcess application;
    private final int descriptorsAtStart;

    /** Starts both, waits for the agent's start and opens a connection. */
    JarScenario(Path folder) {
        agent = new AgentFolder(folder);
        jar = copy(folder);
        peer = Launch.of(PoolPeer.class)
                .on(network.peer())
                .arguments(network.peer().address(), "drain")
                .start();
        String port = peer.stdout().await("listening (\\d+)").group(1);
        application = Launch.of(Pool.class)
                .on(network.app())
                .jvmOption("-javaagent:" + jar + "=" + agent.configure(POLICY))
                .start();
        agent.awaitStart();
        descriptorsAtStart = descriptors();
        application
                .send("open pool nio " + network.peer().address() + " " + port + " 1")
                .stdout()
                .await("done open pool .*");
    }

    private static Path copy(Path folder) {
        try {
            return Files.copy(Path.of(AgentJar.path()), folder.resolve("copy.jar"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path jar() {
        return jar;
    }

    /** Writes this into the same file. */
    void overwriteJar(byte[] content) {
        try {
            Files.write(jar, content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    AgentFolder agent() {
        return agent;
    }

    /** The host of the application. */
    Host host() {
        return network.app();
    }

    /** Waits until the agent has closed its jar. The JVM keeps its own descriptor. */
    void awaitRelease() {
        assertThat(Await.until(() -> descriptors() < descriptorsAtStart))
                .as("the agent has closed its jar")
                .isTrue();
    }

    /** How many descriptors of the application are open on the jar. */
    private int descriptors() {
        int count = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc", String.valueOf(pid()), "fd"))) {
            for (Path descriptor : all) {
                count += isOpenOnTheJar(descriptor) ? 1 : 0;
            }
            return count;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private boolean isOpenOnTheJar(Path descriptor) throws IOException {
        try {
            return Files.isSameFile(descriptor, jar);
        } catch (NoSuchFileException closedOrNoFile) {
            return false;
        }
    }

    /** The peer's host falls silent, and the agent reports that. */
    void assertDeathIsReported() {
        network.silencePeer();
        JsonObject death = agent.log().await("peer.dead", 1).get(0);
        assertThat(death.get("cause").getAsString()).isEqualTo("keepalive_timeout");
    }

    /** Runs a command of the shipped jar on the application. */
    Command.Result command(String command, String... more) {
        return Cli.run(words(command, more));
    }

    /** As {@link #command}, by another jar. */
    Command.Result commandBy(Path otherJar, String command, String... more) {
        return Cli.byJar(otherJar.toString(), words(command, more));
    }

    private String[] words(String command, String... more) {
        String[] words = new String[more.length + 2];
        words[0] = command;
        words[1] = String.valueOf(pid());
        System.arraycopy(more, 0, words, 2, more.length);
        return words;
    }

    long pid() {
        return application.pid();
    }

    void awaitError(String pattern) {
        application.stderr().await(pattern);
    }

    /** What the agent has written on standard error, and the JVM about the agent. */
    List<String> errors() {
        return application.stderr().lines().stream()
                .filter(line -> !line.startsWith("WARNING: "))
                .toList();
    }

    /** The application ends as without the agent. */
    void assertEnds() {
        assertThat(application.finish()).isZero();
    }

    @Override
    public void close() {
        application.close();
        peer.close();
        network.close();
    }
}
