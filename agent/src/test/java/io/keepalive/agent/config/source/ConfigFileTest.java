// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.ConfigLoader;
import io.keepalive.agent.config.ConfigText;
import io.keepalive.agent.config.InvalidConfigException;
import io.keepalive.agent.config.Overrides;
import io.keepalive.agent.file.FileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {

    @TempDir
    Path directory;

    @Test
    void aMissingFileIsReportedWithItsAbsolutePath() {
        assertThat(errors("no-such-folder/keepalive.yaml"))
                .isEqualTo("no-such-folder/keepalive.yaml: cannot be read: no such file (looked for "
                        + Path.of("no-such-folder/keepalive.yaml").toAbsolutePath() + ")");
    }

    @Test
    void aMissingFileHasNoErrorAboutEnvironments() {
        assertThat(errors("no-such.yaml,env=prod"))
                .doesNotContain("environment")
                .doesNotContain("\n");
    }

    @Test
    void aFolderIsRejected() {
        assertThat(errors(directory.toString()))
                .isEqualTo(directory + ": cannot be read: it is a directory; a configuration is a regular file");
    }

    /** A later attempt would fail as well. */
    @Test
    void whatIsNoFileIsNotRefusedForNow() {
        assertThat(content(directory).isRefusedForNow()).isFalse();
        assertThat(content(directory.resolve("missing.yaml")).isRefusedForNow()).isFalse();
    }

    private static FileContent content(Path file) {
        return new ConfigFile(file.toString(), new FileAccess()).content();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void onlyARegularFileIsRead() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(errors(pipe.toString()))
                .isEqualTo(pipe + ": cannot be read: it is a named pipe; a configuration is a regular file");
        assertThat(errors("/dev/zero"))
                .isEqualTo("/dev/zero: cannot be read: it is a device; a configuration is a regular file");
    }

    /** A file is checked and then opened by its name; a named pipe may replace it in between. */
    @Test
    @EnabledOnOs(OS.LINUX)
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aNamedPipeThatReplacesTheFileIsNotOpened() throws Exception {
        Path file = directory.resolve("config.yaml");
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(FileStatus.ofFile(pipe.toString()).isPipe()).isTrue();
        AtomicBoolean enough = new AtomicBoolean();
        Thread swapper = new Thread(() -> swapUntil(enough, file, pipe));
        swapper.start();
        try {
            for (int i = 0; i < 2_000; i++) {
                assertThat(errors(file.toString())).matches("|.*(no such file|it is a named pipe).*");
            }
        } finally {
            enough.set(true);
            swapper.join();
        }
    }

    private static void swapUntil(AtomicBoolean enough, Path file, Path pipe) {
        try {
            while (!enough.get()) {
                Path regular = Files.writeString(file.resolveSibling("regular"), "mode: observe");
                Files.move(regular, file, StandardCopyOption.ATOMIC_MOVE);
                Path link = Files.createLink(file.resolveSibling("link"), pipe);
                Files.move(link, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The first page of a process's memory is never mapped: reading it returns EIO on Linux, even for root. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatCannotBeReadIsAnError() {
        assertThat(errors("/proc/self/mem")).isEqualTo("/proc/self/mem: cannot be read: Input/output error");
    }

    @Test
    void aFileOverOneMebibyteIsRejected() throws Exception {
        String line = "# " + "x".repeat(1021) + "\n";
        Path exact = Files.writeString(directory.resolve("exact.yaml"), line.repeat(1024));
        Path over = Files.writeString(directory.resolve("over.yaml"), line.repeat(1024) + "\n");
        assertThat(Files.size(exact)).isEqualTo(1 << 20);
        assertThat(errors(exact.toString())).isEmpty();
        assertThat(errors(over.toString()))
                .isEqualTo(over + ": cannot be read: larger than 1 MiB, the most that is allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# only a comment\n", "---\n", "--- ~\n", "{}\n", "keepalive:\nrules:\n"})
    void anEmptyFileMeansTheBuiltInDefaults(String text) {
        Config config = ConfigText.in(directory, text).load();
        assertThat(config.policy().fallback().settings().idleSeconds()).isEqualTo(60);
        assertThat(config.file()).endsWith("config.yaml");
    }

    @Test
    void anEnvironmentOfAnEmptyFileIsUnknown() {
        assertThat(ConfigText.in(directory, "").with("env=prod").errors())
                .isEqualTo("agent argument: unknown environment 'prod'; the configuration has no 'environments'");
    }

    @Test
    void anEnvironmentWithoutAFileIsUnknown() {
        assertThat(ConfigText.none().variable("KEEPALIVE_ENV", "prod").errors())
                .isEqualTo("KEEPALIVE_ENV: unknown environment 'prod'; the configuration has no 'environments'");
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        Config config =
                ConfigText.in(directory, "\ufeffkeepalive: {idle: 9s}\n").load();
        assertThat(config.policy().fallback().settings().idleSeconds()).isEqualTo(9);
    }

    @Test
    void windowsLineEndsAreAccepted() {
        ConfigText text = ConfigText.in(directory, "mode: enforce\r\nkeepalive:\r\n  idel: 9s\r\n");
        assertThat(text.errors()).isEqualTo("config.yaml:3:3: unknown key 'idel' in keepalive; did you mean 'idle'?");
    }

    @Test
    void utf16IsNotUtf8() throws Exception {
        Path file = directory.resolve("utf16.yaml");
        Files.write(file, "mode: off\n".getBytes(StandardCharsets.UTF_16));
        assertThat(errors(file.toString())).isEqualTo(file + ":1:1: not UTF-8: invalid byte 0xfe");
    }

    @Test
    void aCutUtf8SequenceAtTheEndIsNotUtf8() throws Exception {
        Path file = directory.resolve("cut.yaml");
        Files.write(file, new byte[] {'#', ' ', (byte) 0xc3});
        assertThat(errors(file.toString())).isEqualTo(file + ":1:3: not UTF-8: invalid byte 0xc3");
    }

    @Test
    void nestedMergesDoNotExhaustTheMemory() {
        StringBuilder text = new StringBuilder("m0: &m0 {a: 1, b: 2}\n");
        for (int i = 1; i < 30; i++) {
            text.append("m" + i + ": &m" + i + " {<<: [*m" + (i - 1) + ", *m" + (i - 1) + ", *m" + (i - 1) + "]}\n");
        }
        assertThat(ConfigText.in(directory, text.toString()).errors()).contains("merge keys (<<) are not part of YAML");
    }

    private static String errors(String agentArgument) {
        try {
            ConfigLoader.load(new Overrides(agentArgument, key -> null, key -> null));
            return "";
        } catch (InvalidConfigException invalid) {
            return invalid.getMessage();
        }
    }
}
