// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStatusTest {

    @TempDir
    private Path folder;

    @Test
    void namesEveryKind() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(kind(pipe)).isEqualTo("a named pipe");
        assertThat(kind(folder)).isEqualTo("a directory");
        assertThat(kind(Path.of("/dev/null"))).isEqualTo("a device");
        assertThat(kind(Files.createFile(folder.resolve(nameBeyondAscii())))).isEqualTo("a regular file");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
            assertThat(kind(folder.resolve("socket"))).isEqualTo("a socket");
        }
    }

    /** The JVM's encoding of file names is the locale's; in the locale C, a container's, it is ASCII. */
    private static String nameBeyondAscii() {
        String name = "f\u00fcr";
        return Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode(name)
                ? name
                : "fur";
    }

    private static String kind(Path path) {
        return FileStatus.ofFile(path.toString()).kind();
    }

    @Test
    void followsLinks() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        FileStatus status = FileStatus.ofFile(file.toString());
        assertThat(status.isSame(FileStatus.ofFile(link.toString()))).isTrue();
        assertThat(status.isSame(FileStatus.ofFile(folder.toString()))).isFalse();
        assertThat(status.inode()).isEqualTo(Files.getAttribute(file, "unix:ino"));
    }

    @Test
    void aMissingFileHasNoStatus() {
        assertThat(FileStatus.ofFile(folder.resolve("missing").toString())).isNull();
        assertThat(FileStatus.ofDescriptor(1 << 20)).isNull();
    }

    @Test
    void readsTheStatusBehindADescriptor() throws Exception {
        FileStatus input = FileStatus.ofDescriptor(0);
        assertThat(input.inode()).isEqualTo(Files.getAttribute(Path.of("/proc/self/fd/0"), "unix:ino"));
        assertThat(input.isSame(FileStatus.ofFile("/proc/self/fd/0"))).isTrue();
    }
}
