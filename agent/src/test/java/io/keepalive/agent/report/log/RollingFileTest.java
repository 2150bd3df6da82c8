// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepalive.agent.event.Level;
import io.keepalive.agent.report.LogSettings;
import io.keepalive.agent.time.Clock;
import io.keepalive.agent.time.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollingFileTest {

    @TempDir
    Path folder;

    private final ManualClock time = new ManualClock();

    @Test
    void createsMissingFoldersAndAppends() throws IOException {
        Path file = folder.resolve("a/b/keepalive.log");
        write(file, 1000, 5, "one");
        write(file, 1000, 5, "two ü");

        assertThat(Files.readAllLines(file)).containsExactly("one", "two ü");
    }

    @Test
    void keepsItsNameAndTheConfiguredNumberOfOldFiles() throws IOException {
        Path file = folder.resolve("keepalive.log");
        try (LogWriter log = open(file, 100, 2)) {
            for (int i = 0; i < 50; i++) {
                log.write("line " + (100 + i));
            }
        }

        assertThat(names()).containsExactly("keepalive.log", "keepalive.log.0", "keepalive.log.1");
        assertThat(Files.readAllLines(file)).endsWith("line 149");
        List<String> before = Files.readAllLines(folder.resolve("keepalive.log.0"));
        assertThat(before).hasSize(11).first().isEqualTo("line 133");
        assertThat(Files.size(folder.resolve("keepalive.log.0"))).isLessThanOrEqualTo(100);
    }

    /** On a disk that is full the kernel writes what there is room for. */
    @Test
    void knowsACutLineByTheSize() throws IOException {
        Path file = folder.resolve("keepalive.log");
        try (LogWriter log = open(file, 1000, 1)) {
            log.write("whole");
            assertThat(log.hasCutLine()).isFalse();
            Files.writeString(file, "par", StandardOpenOption.APPEND);
            assertThat(log.hasCutLine()).isTrue();
        }
    }

    @Test
    void countsExistingContent() throws IOException {
        Path file = Files.writeString(folder.resolve("keepalive.log"), "from an earlier run\n");
        write(file, 25, 1, "one more");

        assertThat(Files.readAllLines(file)).containsExactly("one more");
        assertThat(Files.readAllLines(folder.resolve("keepalive.log.0"))).containsExactly("from an earlier run");
    }

    /** As with logrotate's {@code create}, or {@code mv}: the name belongs to another file, or to none. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void followsTheNameAfterAMove(boolean createdAnew) throws IOException {
        Path file = folder.resolve("keepalive.log");
        Path moved = folder.resolve("moved");
        try (LogWriter log = open(file, 1000, 1)) {
            log.write("one");
            Files.move(file, moved);
            if (createdAnew) {
                Files.createFile(file);
            }
            time.pass(RollingFile.CHECK_MILLIS);
            log.write("two");
        }

        assertThat(Files.readAllLines(moved)).containsExactly("one");
        assertThat(Files.readAllLines(file)).containsExactly("two");
    }

    /** The clock is read after the file with the name is found to be the open one, and before it is rolled. */
    @Test
    void goesOnWhereTheFileIsMovedJustBeforeItIsRolled() throws IOException {
        Path file = folder.resolve("keepalive.log");
        Path moved = folder.resolve("moved");
        AtomicInteger readings = new AtomicInteger(2);
        Clock moving = stoppedClock(() -> {
            if (readings.incrementAndGet() == 2) {
                Files.move(file, moved);
            }
        });
        try (LogWriter log = open(file, 20, 2, moving)) {
            log.write("0123456789");
            readings.set(0);
            log.write("does not fit");
        }

        assertThat(Files.readAllLines(moved)).containsExactly("0123456789");
        assertThat(Files.readAllLines(file)).containsExactly("does not fit");
        assertThat(names()).containsExactly("keepalive.log", "moved");
    }

    @Test
    void recreatesADeletedFileAndItsFolder() throws IOException {
        Path file = folder.resolve("logs/keepalive.log");
        try (LogWriter log = open(file, 1000, 1)) {
            log.write("one");
            Files.delete(file);
            Files.delete(file.getParent());
            time.pass(RollingFile.CHECK_MILLIS);
            log.write("two");
        }

        assertThat(Files.readAllLines(file)).containsExactly("two");
    }

    /** As with logrotate's {@code copytruncate}. */
    @Test
    void noticesTruncation() throws IOException {
        Path file = folder.resolve("keepalive.log");
        try (LogWriter log = open(file, 20, 1)) {
            log.write("0123456789");
            Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            log.write("fits: not rolled");
        }

        assertThat(Files.readAllLines(file)).containsExactly("fits: not rolled");
        assertThat(names()).containsExactly("keepalive.log");
    }

    @Test
    void countsWhatOtherProcessesWrite() throws IOException {
        Path file = folder.resolve("keepalive.log");
        try (LogWriter log = open(file, 20, 1)) {
            log.write("one");
            Files.writeString(file, "somebody else's\n", StandardOpenOption.APPEND);
            time.pass(RollingFile.CHECK_MILLIS);
            log.write("two");
        }

        assertThat(Files.readAllLines(file)).containsExactly("two");
        assertThat(Files.readAllLines(folder.resolve("keepalive.log.0"))).containsExactly("one", "somebody else's");
    }

    @Test
    void checksTheNameAtMostOnceASecond() throws IOException {
        Path file = folder.resolve("keepalive.log");
        try (LogWriter log = open(file, 1000, 1)) {
            Files.move(file, folder.resolve("moved"));
            log.write("one");
        }

        assertThat(Files.readAllLines(folder.resolve("moved"))).containsExactly("one");
        assertThat(file).doesNotExist();
    }

    @Test
    void refusesANamedPipeAlsoAsAReplacement() throws Exception {
        Path file = folder.resolve("keepalive.log");
        try (LogWriter log = open(file, 1000, 1)) {
            Files.delete(file);
            makeNamedPipe(file);
            time.pass(RollingFile.CHECK_MILLIS);
            assertThatThrownBy(() -> log.write("one")).isInstanceOf(FileSystemException.class);
        }

        assertThatThrownBy(() -> open(file, 1000, 1))
                .satisfies(thrown -> assertThat(IoReason.of(thrown))
                        .isEqualTo("it is a named pipe; a log file is a regular file: " + file));
    }

    private static void makeNamedPipe(Path path) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();
    }

    @Test
    void rollsTheTargetOfALink() throws IOException {
        Path target = Files.createDirectory(folder.resolve("volume")).resolve("keepalive.log");
        Path link = Files.createSymbolicLink(folder.resolve("link.log"), target);
        write(link, 10, 1, "this line is longer than the file may be");
        write(link, 10, 1, "and so is this");

        assertThat(link).isSymbolicLink();
        assertThat(Files.readAllLines(target)).containsExactly("and so is this");
        assertThat(target.resolveSibling("keepalive.log.0")).exists();
    }

    @Test
    void leavesNoThreadBehind() throws IOException {
        Path file = folder.resolve("keepalive.log");
        List<Thread> before = threads();
        write(file, 10, 1, "this line is longer than the file may be");
        write(file, 10, 1, "and so is this");

        assertThat(threads()).isSubsetOf(before);
    }

    @Test
    void neverRollsADevice() throws IOException {
        write(Path.of("/dev/null"), 1, 1, "one");
        write(Path.of("/dev/null"), 1, 1, "two");

        assertThat(Path.of("/dev/null")).exists();
        assertThat(Path.of("/dev/null.0")).doesNotExist();
    }

    @Test
    void reportsWhyItCannotBeOpened() throws IOException {
        Path plain = Files.createFile(folder.resolve("plain"));

        assertThatThrownBy(() -> open(folder, 100, 1))
                .isInstanceOf(FileSystemException.class)
                .satisfies(thrown -> assertThat(IoReason.of(thrown)).isEqualTo("Is a directory: " + folder));
        assertThatThrownBy(() -> open(plain.resolve("keepalive.log"), 100, 1))
                .isInstanceOf(FileSystemException.class)
                .satisfies(thrown -> assertThat(IoReason.of(thrown)).isEqualTo("not a folder: " + plain));
    }

    private void write(Path file, long maxSize, int keep, String line) throws IOException {
        try (LogWriter log = open(file, maxSize, keep)) {
            log.write(line);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
        }
    }

    private static List<Thread> threads() {
        return List.copyOf(Thread.getAllStackTraces().keySet());
    }

    private LogWriter open(Path file, long maxSize, int keep) throws IOException {
        return open(file, maxSize, keep, time);
    }

    private static LogWriter open(Path file, long maxSize, int keep, Clock time) throws IOException {
        return LogSinkFactory.file(
                new LogSettings(file.toString(), LogSettings.Format.TEXT, Level.INFO, maxSize, keep), time);
    }

    private interface Step {
        void run() throws IOException;
    }

    /** A clock that stands still and runs the step whenever it is read. */
    private static Clock stoppedClock(Step whenRead) {
        return new Clock() {
            @Override
            public long wallMillis() {
                return 0;
            }

            @Override
            public long monotonicMillis() {
                try {
                    whenRead.run();
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
                return 0;
            }
        };
    }
}
