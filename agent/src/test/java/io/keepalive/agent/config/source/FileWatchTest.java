// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.config.yaml.ConfigErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = write("keepalive.yaml", "idle: 30s");
    }

    @Test
    void anUnchangedFileHasNoChange() {
        FileWatch watch = watch();
        assertThat(watch.settledChange()).isNull();
        assertThat(watch.settledChange()).isNull();
    }

    @Test
    void withoutAFileThereIsNoChange() {
        FileWatch watch = new FileWatch(null);
        assertThat(watch.read()).isNull();
        assertThat(watch.settledChange()).isNull();
    }

    @Test
    void aFileWrittenInPlaceHasChangedOnce() throws IOException {
        FileWatch watch = watch();
        write("keepalive.yaml", "idle: 60s");
        assertChangedOnce(watch);
    }

    @Test
    void aFileInTheMiddleOfAWriteIsNotReported() throws IOException {
        FileWatch watch = watch();
        write("keepalive.yaml", "idle");
        assertThat(watch.settledChange()).isNull();
        write("keepalive.yaml", "idle: 60s");
        assertChangedOnce(watch);
    }

    /** An editor empties the file before it writes: the settled content is returned, not the current one. */
    @Test
    void aChangeHasTheSettledContentAndNotTheCurrentOne() throws IOException {
        FileWatch watch = watch();
        write("keepalive.yaml", "idle: 60s");
        FileContent change = assertChangedOnce(watch);
        write("keepalive.yaml", "");
        assertThat(change.text(new ConfigErrors())).isEqualTo("idle: 60s");
    }

    @Test
    void aChangeIsReportedUntilItIsAccepted() throws IOException {
        FileWatch watch = watch();
        write("keepalive.yaml", "idle: 60s");
        assertThat(watch.settledChange()).isNull();
        assertThat(watch.settledChange()).isNotNull();
        assertThat(watch.settledChange()).isNotNull();
    }

    @Test
    void rewritingTheSameContentIsNoChange() throws IOException {
        FileWatch watch = watch();
        write("keepalive.yaml", "idle: 30s");
        assertThat(watch.settledChange()).isNull();
        assertThat(watch.settledChange()).isNull();
    }

    @Test
    void aRenameOverTheFileIsAChange() throws IOException {
        FileWatch watch = watch();
        Files.move(write("other", "idle: 60s"), file, StandardCopyOption.REPLACE_EXISTING);
        assertChangedOnce(watch);
    }

    /** Kubernetes swaps the link; image builders give all files the same time. */
    @Test
    void aSwappedLinkIsAChangeEvenWithTheSameLengthAndTime() throws IOException {
        Path first = write("first", "idle: 30s");
        Path second = write("second", "idle: 60s");
        Files.setLastModifiedTime(first, LONG_AGO);
        Files.setLastModifiedTime(second, LONG_AGO);
        Files.delete(file);
        Files.createSymbolicLink(file, first);
        FileWatch watch = watch();
        assertThat(watch.settledChange()).isNull();
        Files.move(Files.createSymbolicLink(folder.resolve("link"), second), file, StandardCopyOption.REPLACE_EXISTING);
        assertChangedOnce(watch);
    }

    @Test
    void deletingAndRestoringTheFileAreChanges() throws IOException {
        FileWatch watch = watch();
        Files.delete(file);
        assertChangedOnce(watch);
        write("keepalive.yaml", "idle: 30s");
        assertChangedOnce(watch);
    }

    /** Opening a named pipe would block until a writer opens it. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aNamedPipeInPlaceOfTheFileAndTheFileAgainAreChanges() throws Exception {
        FileWatch watch = watch();
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        assertChangedOnce(watch);
        Files.delete(file);
        write("keepalive.yaml", "idle: 30s");
        assertChangedOnce(watch);
    }

    /** The first call returns null, since the file could still be in the middle of a write. */
    private static FileContent assertChangedOnce(FileWatch watch) {
        assertThat(watch.settledChange()).isNull();
        FileContent change = watch.settledChange();
        assertThat(change).isNotNull();
        watch.accept(change);
        assertThat(watch.settledChange()).isNull();
        return change;
    }

    private FileWatch watch() {
        FileWatch watch = new FileWatch(new ConfigFile(file.toString(), new FileAccess()));
        watch.accept(watch.read());
        return watch;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
