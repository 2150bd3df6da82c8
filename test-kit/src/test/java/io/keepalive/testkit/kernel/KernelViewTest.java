// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A wrong request is a failure; only a request that the kernel does not allow here aborts a test. */
class KernelViewTest {

    private static final int SOL_TCP = 6;
    private static final int TCP_KEEPIDLE = 4;

    private ServerSocket server;
    private Socket client;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        client = new Socket(server.getInetAddress(), server.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void aMissingConnectionIsAFailure() {
        AnnouncedConnection missing = end(client.getLocalPort());
        assertThatThrownBy(() -> KernelView.set(missing, SOL_TCP, TCP_KEEPIDLE, 77))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void anOptionThatTheKernelRejectsIsAFailure() {
        assertThatThrownBy(() -> KernelView.set(end(server.getLocalPort()), SOL_TCP, TCP_KEEPIDLE, -1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Invalid argument");
    }

    @Test
    void aHeldEndOutlivesItsProcessesDescriptor() throws IOException {
        KernelView.HeldEnd held = KernelView.hold(end(server.getLocalPort()));
        client.setKeepAlive(true);
        client.close();
        assertThat(held.settings()).isEqualTo(SocketOptions.defaults().withKeepalive(1));
    }

    private AnnouncedConnection end(int peerPort) {
        return new AnnouncedConnection(ProcessHandle.current().pid(), client.getLocalPort(), peerPort);
    }
}
