// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.OnDemand;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Attachment;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of the configuration file while the application runs. */
class ReloadIT {

    private static final String FIRST = "keepalive: {idle: 41s, interval: 7s, count: 4}";
    private static final SocketOptions OLD = new SocketOptions(1, 41, 7, 4, 0);
    private static final String SECOND = "keepalive: {idle: 43s, interval: 7s, count: 4}";
    private static final SocketOptions NEW = OLD.withIdle(43);

    /* asm-generic/socket.h and linux/tcp.h. */
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_KEEPINTVL = 5;
    private static final int TCP_USER_TIMEOUT = 18;

    @TempDir
    private Path folder;

    private AgentFolder agent;
    private ForkedProcess application;

    @BeforeEach
    void useFolder() {
        agent = new AgentFolder(folder);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void writtenInPlaceReachesNewAndOpenConnections() {
        start(agent.configure(FIRST));
        agent.configure(SECOND);
        assertOptionsOfAll(NEW);
    }

    @Test
    void renamedOverReachesNewAndOpenConnections() throws IOException {
        Path file = Path.of(agent.configure(FIRST));
        start(file.toString());
        Path other = Files.writeString(folder.resolve(".keepalive.yaml.swp"), agent.text(SECOND));
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
        assertOptionsOfAll(NEW);
    }

    /** As Kubernetes updates a ConfigMap: a link to a folder is replaced, two links away from the name of the file. */
    @Test
    void swappedByALinkReachesNewAndOpenConnections() throws IOException {
        writeVersion("..first", FIRST);
        writeVersion("..second", SECOND);
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..first"));
        Path file = Files.createSymbolicLink(folder.resolve("keepalive.yaml"), Path.of("..data", "keepalive.yaml"));
        start(file.toString());
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..second"));
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        assertOptionsOfAll(NEW);
    }

    private void writeVersion(String name, String yaml) throws IOException {
        Path version = Files.createDirectory(folder.resolve(name));
        Files.writeString(version.resolve("keepalive.yaml"), agent.text(yaml));
    }

    @Test
    void invalidIsRejectedAndTheLastGoodOneStays() {
        String file = agent.configure(FIRST);
        start(file);
        agent.configure("keepalive:\n  idle: 43s\n  intervall: 7s");
        JsonObject rejected = agent.log().await("config.rejected", 1).get(0);
        assertThat(rejected.get("level").getAsString()).isEqualTo("ERROR");
        assertThat(rejected.get("message").getAsString())
                .startsWith(file + ":3:3: unknown key 'intervall'")
                .contains("did you mean 'interval'?");
        assertOptionsOfAll(OLD);
        agent.configure(SECOND);
        assertThat(end("before", "connect").awaitSettings(NEW::equals)).isEqualTo(NEW);
    }

    @Test
    void removedIsRejectedAndTheLastGoodOneStays() throws IOException {
        Path file = Path.of(agent.configure(FIRST));
        start(file.toString());
        Files.delete(file);
        assertThat(agent.log().await("config.rejected", 1).get(0).get("message").getAsString())
                .startsWith(file + ": ")
                .contains("no such file");
        assertOptionsOfAll(OLD);
    }

    /**
     * Between two readings of the file, a second apart. Where the machine is so busy that the half stays longer, it may be
     * read.
     */
    @Test
    void halfWrittenIsNotRead() throws Exception {
        Path file = Path.of(agent.configure(FIRST));
        start(file.toString());
        long began = System.nanoTime();
        Files.writeString(file, "keepalive: {idle: 43s, inter");
        Thread.sleep(300);
        agent.configure(SECOND);
        Duration half = Duration.ofNanos(System.nanoTime() - began);
        assertOptionsOfAll(NEW);
        assertThat(agent.log().await("config.reloaded", 1)).hasSize(1);
        assertThat(agent.log().events("config.rejected")).hasSizeLessThanOrEqualTo((int) half.toSeconds());
    }

    @Test
    void offPutsBackWhatWasThereBeforeTheAgentAndEnforceTunesItAgain() {
        application = Launch.of(OnDemand.class).start();
        AnnouncedConnection special = open("blocking", "special");
        AnnouncedConnection plain = open("nio", "plain");
        KernelView.set(special, IPPROTO_TCP, TCP_KEEPINTVL, 99);
        SocketOptions specialBefore = special.settings();
        SocketOptions plainBefore = plain.settings();
        assertThat(specialBefore).isNotEqualTo(plainBefore);

        Attachment.of(application, agent.configure(FIRST));
        agent.awaitStart();
        AnnouncedConnection later = open("blocking", "later");
        assertSettings(OLD, special, plain, later);
        agent.configure(FIRST + "\nmode: off");
        assertSettings(specialBefore, special);
        assertSettings(plainBefore, plain);
        assertSettings(SocketOptions.defaults(), later);
        agent.log().await("config.reloaded", 1);
        assertSettings(SocketOptions.defaults(), open("blocking", "while-off"));

        agent.configure(SECOND);
        assertSettings(NEW, special, plain, later, end("while-off", "connect"), open("nio", "afterwards"));
    }

    @Test
    void observeChangesNothingFurther() {
        start(agent.configure(FIRST));
        agent.configure(SECOND + "\nmode: observe");
        agent.log().await("config.reloaded", 1);
        AnnouncedConnection after = open("blocking", "after");
        // By then the agent has done what it does with a new connection.
        agent.log()
                .await(
                        "connection.opened",
                        opened -> opened.get("network.local.port").getAsInt() == after.localPort());
        assertSettings(SocketOptions.defaults(), after);
        assertSettings(OLD, end("before", "connect"), end("before", "accept"));
        agent.configure(SECOND);
        assertSettings(NEW, end("before", "connect"), end("after", "connect"));
    }

    /** In observe mode nothing compares the options, so that the agent first reads it when it is to set some. */
    @ParameterizedTest
    @ValueSource(strings = {"agent", "strictest", "fill-gaps", "app"})
    void whatNativeCodeSetWhileItWasOnlyObservedStays(String precedence) {
        String policy = FIRST + "\nprecedence: " + precedence;
        application = Launch.of(OnDemand.class)
                .agent(agent.configure(policy + "\nmode: observe"))
                .start();
        agent.awaitStart();
        AnnouncedConnection end = open("blocking", "before");
        AnnouncedConnection other = end("before", "accept");
        KernelView.set(end, IPPROTO_TCP, TCP_USER_TIMEOUT, 120_000);
        agent.configure(policy);
        assertSettings(OLD, other);
        assertSettings(new SocketOptions(1, 41, 7, 4, 120_000), end);
        agent.configure(policy + "\nmode: off");
        assertSettings(SocketOptions.defaults(), other);
        assertThat(end.settings().userTimeout()).isEqualTo(120_000);
    }

    @Test
    void anAgentThatOnlyObservedLeavesWhatNativeCodeSet() {
        application = Launch.of(OnDemand.class)
                .agent(agent.configure(FIRST + "\nmode: observe"))
                .start();
        agent.awaitStart();
        AnnouncedConnection end = open("blocking", "before");
        KernelView.set(end, IPPROTO_TCP, TCP_KEEPINTVL, 99);
        SocketOptions own = end.settings();
        Cli.done("detach", Long.toString(application.pid()));
        assertThat(end.settings()).isEqualTo(own);
    }

    @Test
    void aRuleThatTurnsOffRestoresItsConnections() {
        start(agent.configure(FIRST));
        AnnouncedConnection end = end("before", "connect");
        agent.configure(FIRST + "\nrules: [{name: left, match: {remote-port: " + end.peerPort() + "}, mode: off}]");
        assertSettings(SocketOptions.defaults(), end);
        assertSettings(OLD, end("before", "accept"));
        agent.configure(FIRST);
        assertSettings(OLD, end);
    }

    @Test
    void theLogGoesWhereTheFileNowSays() throws IOException {
        start(agent.configure(FIRST));
        agent.log().await("connection.opened", 2);
        Path other = folder.resolve("other.log");
        agent.write(SECOND + "\nreport: {log: {file: '" + other + "', format: text, level: info}}\n");
        assertSettings(NEW, end("before", "connect"));
        int events = agent.log().events().size();
        open("blocking", "after");
        application.finish();
        assertThat(Files.readString(other))
                .contains("INFO  [keepalive] ")
                .doesNotContain("connection opened")
                .doesNotContain("{\"");
        assertThat(agent.log().events()).hasSize(events);
    }

    /** With one open, tuned connection. */
    private void start(String configuration) {
        application = Launch.of(OnDemand.class).agent(configuration).start();
        agent.awaitStart();
        open("blocking", "before");
        assertSettings(OLD, end("before", "connect"), end("before", "accept"));
    }

    private AnnouncedConnection open(String kind, String name) {
        application.send(kind + " " + name);
        end(name, "accept");
        return end(name, "connect");
    }

    private AnnouncedConnection end(String name, String role) {
        return AnnouncedConnection.of(application, name, role);
    }

    /** Asserts the options on both ends of the older connection and on a new one. */
    private void assertOptionsOfAll(SocketOptions expected) {
        assertSettings(expected, end("before", "connect"), end("before", "accept"), open("nio", "after"));
        assertSettings(expected, end("after", "accept"));
    }

    private static void assertSettings(SocketOptions expected, AnnouncedConnection... ends) {
        for (AnnouncedConnection end : ends) {
            assertThat(end.awaitSettings(expected::equals)).as(end.toString()).isEqualTo(expected);
        }
    }
}
