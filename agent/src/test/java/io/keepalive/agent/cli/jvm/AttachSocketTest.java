// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachSocketTest {

    private static final int NOBODY = 65534;

    @TempDir
    private Path folder;

    @Test
    void requestIsWhatHotSpotReads() throws Exception {
        Path socket = folder.resolve(".java_pid1");
        try (ServerSocketChannel jvm = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            jvm.bind(UnixDomainSocketAddress.of(socket));
            CompletableFuture<String> request = CompletableFuture.supplyAsync(() -> answer(jvm, "0\nreturn code: 0\n"));
            AttachSocket.loadAgent(socket, Path.of("/opt/agent.jar"), "/tmp/message");
            assertThat(request.get(10, TimeUnit.SECONDS))
                    .isEqualTo("1\0load\0instrument\0false\0/opt/agent.jar=/tmp/message\0");
        }
    }

    private static String answer(ServerSocketChannel jvm, String reply) {
        try (SocketChannel client = jvm.accept()) {
            ByteBuffer request = ByteBuffer.allocate(1024);
            client.read(request);
            client.write(ByteBuffer.wrap(reply.getBytes(StandardCharsets.UTF_8)));
            return new String(request.array(), 0, request.position(), StandardCharsets.UTF_8);
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    @Test
    void aSocketOfAnotherUserIsRefused() throws Exception {
        assumeTrue(JvmProcess.ownUid() == 0, "only root can give a file away");
        Path socket = Files.createFile(folder.resolve(".java_pid1"));
        Files.setAttribute(socket, "unix:uid", NOBODY);
        assertThatThrownBy(() -> AttachSocket.loadAgent(socket, Path.of("/opt/agent.jar"), ""))
                .hasMessage(".java_pid1 belongs to user " + NOBODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0\n0\n", "0\nreturn code: 0\n"})
    void successIsAStatusForTheRequestAndOneForTheAgent(String reply) {
        assertThatCode(() -> AttachSocket.requireSuccess(reply)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "'0\nreturn code: 102\n', return code: 102",
        "'0\nDynamic agent loading is not enabled. Use it.\n', Dynamic agent loading is not enabled. Use it.",
        "'101\n', status 101",
        "'', 'status '",
        "'0\n', status 0"
    })
    void failureHasTheJvmsReason(String reply, String reason) {
        assertThatThrownBy(() -> AttachSocket.requireSuccess(reply)).hasMessage(reason);
    }
}
