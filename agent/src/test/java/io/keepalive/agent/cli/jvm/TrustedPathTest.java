// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedPathTest {

    @TempDir
    private Path temporary;

    private Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectory(temporary.toRealPath().resolve("folder"));
        file = Files.writeString(folder.resolve("file"), "text");
        permit(file, "rw-r--r--");
        permit(folder, "rwxr-xr-x");
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void acceptsAFileThatNoOtherUserCanChange() throws IOException {
        assertThat(TrustedPath.of(file)).isEqualTo(file);
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThat(TrustedPath.of(link)).isEqualTo(file);
    }

    @Test
    void rejectsAFileThatOthersMayWrite() throws IOException {
        permit(file, "rw-r--rw-");
        assertThatIOException().isThrownBy(() -> TrustedPath.of(file));
    }

    @Test
    void rejectsAFolderThatOthersMayWriteInto() throws IOException {
        permit(folder, "rwxr-xrwx");
        assertThatIOException()
                .isThrownBy(() -> TrustedPath.of(file))
                .withMessage(folder + " can be changed by other users");
        Path link = Files.createSymbolicLink(temporary.resolve("link"), file);
        assertThatIOException().isThrownBy(() -> TrustedPath.of(link));
    }

    @Test
    void rejectsAFolderAndADevice() {
        assertThatIOException().isThrownBy(() -> TrustedPath.of(folder)).withMessageContaining("is not a regular file");
        assertThatIOException()
                .isThrownBy(() -> TrustedPath.of(Path.of("/dev/null")))
                .withMessageContaining("is not a regular file");
    }
}
