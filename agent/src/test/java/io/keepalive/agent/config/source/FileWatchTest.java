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
    void nothingChangesByItself() {
        FileWatch watch = watch();
        assertThat(watch.settledChange()).isNull();
        assertThat(watch.settledChange()).isNull();
    }

    @Test
    void noFileNeverChanges() {
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
    void aFileThatIsStillBeingWrittenIsLeftAlone() throws IOException {
        FileWatch watch = watch();
        write("keepalive.yaml", "idle");
        assertThat(watch.settledChange()).isNull();
        write("keepalive.yaml", "idle: 60s");
        assertChangedOnce(watch);
    }

    /** An editor empties the file before it writes: what was whole is used, and not what is there by now. */
    @Test
    void aChangeIsWhatWasFoundTwiceAndNotWhatIsThereAfterwards() throws IOException {
        FileWatch watch = watch();
        write("keepalive.yaml", "idle: 60s");
        FileContent change = assertChangedOnce(watch);
        write("keepalive.yaml", "");
        assertThat(change.text(new ConfigErrors())).isEqualTo("idle: 60s");
    }

    /** Nobody knows whether it has come to force. */
    @Test
    void aChangeThatNobodyTakesIsThereStill() throws IOException {
        FileWatch watch = watch();
        write("keepalive.yaml", "idle: 60s");
        assertThat(watch.settledChange()).isNull();
        assertThat(watch.settledChange()).isNotNull();
        assertThat(watch.settledChange()).isNotNull();
    }

    @Test
    void theSameContentWrittenAgainIsNoChange() throws IOException {
        FileWatch watch = watch();
        write("keepalive.yaml", "idle: 30s");
        assertThat(watch.settledChange()).isNull();
        assertThat(watch.settledChange()).isNull();
    }

    @Test
    void aFileRenamedOverItHasChanged() throws IOException {
        FileWatch watch = watch();
        Files.move(write("other", "idle: 60s"), file, StandardCopyOption.REPLACE_EXISTING);
        assertChangedOnce(watch);
    }

    /** As Kubernetes does it, and with times as image builders leave them: the same for every file. */
    @Test
    void aSwappedLinkHasChangedThoughLengthAndTimeAreTheSame() throws IOException {
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
    void aFileThatIsGoneHasChangedAndAgainWhenItIsBack() throws IOException {
        FileWatch watch = watch();
        Files.delete(file);
        assertChangedOnce(watch);
        write("keepalive.yaml", "idle: 30s");
        assertChangedOnce(watch);
    }

    /** Opening it would wait until somebody writes into it. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aNamedPipeInItsPlaceIsAChangeAndTheFileAgainIsAnother() throws Exception {
        FileWatch watch = watch();
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        assertChangedOnce(watch);
        Files.delete(file);
        write("keepalive.yaml", "idle: 30s");
        assertChangedOnce(watch);
    }

    /** Not at the first look, at which it could still be being written. */
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
