// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.OnDemand;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What logrotate and administrators do to a log that is being written. */
class MovedLogIT {

    private static final int MAX_SIZE = 20_000;

    /** Longer than any line about a connection in these logs. */
    private static final int ONE_LINE = 2_000;

    private static final int KEEP = 2;

    @TempDir
    private Path folder;

    private AgentFolder agent;
    private ForkedProcess application;
    private int opened;

    @BeforeEach
    void start() {
        agent = new AgentFolder(folder);
        String log = "{file: '%s', format: json, level: debug, max-size: %dKB, keep: %d}";
        application = Launch.of(OnDemand.class)
                .agent(agent.write("report: {log: " + log.formatted(agent.logFile(), MAX_SIZE / 1_000, KEEP) + "}"))
                .start();
        agent.awaitStart();
        application.stdout().await("ready");
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void renamed() throws IOException {
        assertLogContinuesAfter(this::rename);
    }

    @Test
    void deleted() throws IOException {
        openUntil(size -> size > 0);
        rename();
        Files.delete(folder.resolve("moved.log"));
        openUntil(size -> size > 0);
        assertThat(openFiles()).noneMatch(file -> file.endsWith("(deleted)"));
    }

    /** As {@code create} of logrotate: renamed and created anew, empty. */
    @Test
    void recreated() throws IOException {
        assertLogContinuesAfter(() -> {
            rename();
            createUnlessTheAgentHas(agent.logFile());
        });
    }

    private static void createUnlessTheAgentHas(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException created) {
            // It has written a line since the renaming.
        }
    }

    /** As {@code copytruncate} of logrotate. */
    @Test
    void truncated() throws IOException {
        openUntil(size -> size > MAX_SIZE / 2);
        try (FileChannel file = FileChannel.open(agent.logFile(), StandardOpenOption.WRITE)) {
            file.truncate(0);
        }
        openUntil(size -> size > 0);
        assertThat(Files.readString(agent.logFile())).startsWith("{\"time\":");
    }

    /** The space on disk, of unlinked files too, stays bounded whatever is done to the file. */
    @Test
    void theSizeHolds() throws IOException {
        for (int i = 0; i < 3; i++) {
            rename();
            Files.delete(folder.resolve("moved.log"));
            for (int j = 0; j < 40; j++) {
                open();
            }
            openUntil(size -> size > 0);
        }
        List<Path> logs = logs();
        assertThat(logs).hasSizeLessThanOrEqualTo(1 + KEEP);
        for (Path log : logs) {
            assertThat(log.toFile().length()).as(log.toString()).isLessThanOrEqualTo(MAX_SIZE);
        }
        assertThat(openFiles()).noneMatch(file -> file.contains("moved.log") || file.endsWith("(deleted)"));
    }

    /** Waits until the file has some size first. */
    private void assertLogContinuesAfter(Step step) throws IOException {
        openUntil(size -> size > 0);
        step.run();
        openUntil(size -> size > 0);
        Path moved = folder.resolve("moved.log");
        assertThat(openFiles())
                .doesNotContain(moved.toString())
                .contains(agent.logFile().toString());
        long size = Files.size(moved);
        open();
        openUntil(now -> now > 2 * ONE_LINE);
        assertThat(Files.size(moved)).isEqualTo(size);
        assertThat(Files.readString(agent.logFile())).startsWith("{\"time\":");
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Between the two steps of rolling over there is no file of this name. */
    private void rename() {
        Path moved = folder.resolve("moved.log");
        for (int i = 0; i < 300 && !Files.exists(moved); i++) {
            agent.logFile().toFile().renameTo(moved.toFile());
            Await.pause(Duration.ofMillis(10));
        }
        assertThat(moved).exists();
    }

    /** Opens connections, each of which is logged, until the size of the log meets the condition. */
    private void openUntil(LongPredicate wanted) {
        boolean met = Await.until(() -> {
            boolean meets = wanted.test(agent.logFile().toFile().length());
            if (!meets) {
                open();
            }
            return meets;
        });
        assertThat(met).as("the log reaches the size").isTrue();
    }

    private void open() {
        String name = "line" + opened++;
        application.send("blocking " + name).stdout().await("connection " + name + " accept .*");
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("keepalive.log"))
                    .toList();
        }
    }

    /** The targets of the application's descriptors inside the folder of this test. */
    private List<String> openFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", String.valueOf(application.pid()), "fd"))) {
            return descriptors
                    .map(MovedLogIT::target)
                    .filter(target -> target.startsWith(folder.toString()))
                    .toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
