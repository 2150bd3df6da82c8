// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Against the kernel that runs the tests, on loopback. */
@EnabledOnOs(OS.LINUX)
class DescriptorPollTest {

    /** Far more than a test has open. */
    private static final int CLOSED = 60_000;

    private final SocketCalls calls = new LinuxSocketCalls();
    private final SocketDescriptors descriptors = new SocketDescriptors();
    private final DescriptorPoll poll = DescriptorPoll.ofThisJdk();

    private ServerSocket server;
    private Socket client;
    private Socket accepted;

    DescriptorPollTest() throws ReflectiveOperationException {}

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        accepted = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        accepted.close();
        server.close();
    }

    @Test
    void aHealthyConnectionHasNoResult() throws IOException {
        client.getOutputStream().write(1);
        add(client, accepted);
        assertThat(poll.poll()).isFalse();
        assertThat(poll.size()).isEqualTo(2);
    }

    /** The peer has only shut down its output. */
    @Test
    void aHalfClosedConnectionHasNotEnded() throws IOException {
        client.shutdownOutput();
        assertThat(accepted.getInputStream().read()).isNegative();
        add(accepted);
        assertThat(poll.poll()).isFalse();
    }

    @Test
    void aResetConnectionHasEndedAndKeepsItsError() throws IOException {
        Socket other = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        accepted.setSoLinger(true, 0);
        accepted.close();
        FileDescriptor reset = descriptors.of(client);
        while (TcpInfo.state(calls.tcpInfo(reset)) != TcpInfo.CLOSE) {
            Thread.onSpinWait();
        }
        add(other, client);
        assertThat(poll.poll()).isTrue();
        assertThat(poll.isEnded(0)).isFalse();
        assertThat(poll.isEnded(1)).isTrue();
        assertThat(calls.hasPendingError(reset)).isTrue();
        other.close();
    }

    @Test
    void aClosedNumberIsReported() throws IOException {
        try (FileInputStream file = new FileInputStream("/proc/self/stat")) {
            poll.add(calls.number(file.getFD()));
            poll.add(CLOSED);
            assertThat(poll.poll()).isTrue();
            assertThat(poll.isClosed(0)).isFalse();
            assertThat(poll.isClosed(1)).isTrue();
        }
    }

    @Test
    void pollsItsFullCapacityAndClears() {
        while (!poll.isFull()) {
            poll.add(CLOSED);
        }
        assertThat(poll.size()).isEqualTo(DescriptorPoll.CAPACITY);
        assertThat(poll.poll()).isTrue();
        poll.clear();
        assertThat(poll.poll()).isFalse();
        add(client);
        assertThat(poll.poll()).isFalse();
        assertThat(poll.isClosed(0)).isFalse();
    }

    /** RLIMIT_NOFILE is lowered and raised again, as another process may do. */
    @Test
    void pollsInBatchesBelowTheDescriptorLimit() throws Exception {
        while (poll.size() < DescriptorPoll.CAPACITY - 1) {
            poll.add(CLOSED);
        }
        add(client);
        String limit = limit("--output=SOFT", "--noheadings", "--nofile").trim();
        limit("--nofile=700:");
        try {
            assertThat(poll.poll()).isTrue();
        } finally {
            limit("--nofile=" + limit + ":");
        }
        assertThat(poll.isClosed(0)).isTrue();
        assertThat(poll.isClosed(DescriptorPoll.CAPACITY - 2)).isTrue();
        assertThat(poll.isClosed(DescriptorPoll.CAPACITY - 1)).isFalse();
        assertThat(poll.poll()).isTrue();
    }

    /** The limit of this process, by prlimit(1). */
    private static String limit(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "prlimit", "--pid", String.valueOf(ProcessHandle.current().pid())));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private void add(Socket... sockets) {
        for (Socket socket : sockets) {
            poll.add(calls.number(descriptors.of(socket)));
        }
    }
}
