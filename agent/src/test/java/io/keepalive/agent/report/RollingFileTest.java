package io.keepalive.agent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingFileTest {

    @TempDir
    Path folder;

    @Test
    void makesTheFoldersAboveItAndAppends() throws IOException {
        Path file = folder.resolve("a/b/keepalive.log");
        write(file, 1000, 5, "one");
        write(file, 1000, 5, "two ü");

        assertThat(Files.readAllLines(file)).containsExactly("one", "two ü");
    }

    @Test
    void keepsItsNameAndAsManyEarlierOnesAsAskedFor() throws IOException {
        Path file = folder.resolve("keepalive.log");
        try (LineWriter log = RollingFile.open(settings(file, 100, 2))) {
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

    @Test
    void rollsWhatALinkLeadsTo() throws IOException {
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
    void rollsNoDevice() throws IOException {
        write(Path.of("/dev/null"), 1, 1, "one");
        write(Path.of("/dev/null"), 1, 1, "two");

        assertThat(Path.of("/dev/null")).exists();
        assertThat(Path.of("/dev/null.0")).doesNotExist();
    }

    @Test
    void saysWhyItCannotBeOpened() throws IOException {
        Path plain = Files.createFile(folder.resolve("plain"));

        assertThatThrownBy(() -> RollingFile.open(settings(folder, 100, 1)))
                .isInstanceOf(FileSystemException.class)
                .satisfies(thrown -> assertThat(IoReason.of(thrown)).isEqualTo("Is a directory: " + folder));
        assertThatThrownBy(() -> RollingFile.open(settings(plain.resolve("keepalive.log"), 100, 1)))
                .isInstanceOf(FileSystemException.class)
                .satisfies(thrown -> assertThat(IoReason.of(thrown)).isEqualTo("not a folder: " + plain));
    }

    private static void write(Path file, long maxSize, int keep, String line) throws IOException {
        try (LineWriter log = RollingFile.open(settings(file, maxSize, keep))) {
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

    private static LogSettings settings(Path file, long maxSize, int keep) {
        return new LogSettings(file.toString(), LogSettings.Format.TEXT, Level.INFO, maxSize, keep);
    }
}
