// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.LinuxSocketCalls;
import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.SocketDescriptors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Against the kernel that runs the tests, on loopback. */
@EnabledOnOs(OS.LINUX)
class TcpTableTest {

    private ServerSocket server;
    private Socket client;
    private Socket accepted;

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
    void listsBothEndsOfAConnection() {
        assertThat(TcpTable.portsOfConnections())
                .contains(
                        TcpTable.ports(client.getLocalPort(), client.getPort()),
                        TcpTable.ports(client.getPort(), client.getLocalPort()));
    }

    @Test
    void omitsAnAbortedConnection() throws IOException {
        long ports = TcpTable.ports(client.getLocalPort(), client.getPort());
        client.setSoLinger(true, 0);
        client.close();
        assertThat(TcpTable.portsOfConnections()).doesNotContain(ports);
    }

    @Test
    void returnsThePeerOfASocket() throws Exception {
        long inode = OpenDescriptors.ofThisProcess(new AgentSockets(null)).inode(number(client));
        assertThat(TcpTable.peers()).containsEntry(inode, (InetSocketAddress) client.getRemoteSocketAddress());
    }

    @Test
    void readsTheSendQueueOfASocketWhosePeerDoesNotRead() throws Exception {
        long inode = OpenDescriptors.ofThisProcess(new AgentSockets(null)).inode(number(client));
        assertThat(queuedBytes(inode)).isZero();
        assertThat(fill(client)).isPositive();
    }

    /** While the window of the peer is closed. */
    private static long queuedBytes(long inode) {
        long[] queued = new long[1];
        boolean whole = new TcpTable().forEach(row -> {
            if (row.inode() == inode && row.timer() == SocketRow.WINDOW_PROBE_TIMER && row.timerMillis() > 0) {
                queued[0] = row.queuedBytes();
            }
        });
        assertThat(whole).isTrue();
        return queued[0];
    }

    private static int number(Socket socket) throws ReflectiveOperationException {
        return new LinuxSocketCalls().number(new SocketDescriptors().of(socket));
    }

    /**
     * Writes until the buffers are full, because the peer does not read, and returns the length of the send queue then. Uses
     * another thread, because the last write never returns.
     */
    private static long fill(Socket socket) throws Exception {
        Thread writer = new Thread(() -> writeForever(socket));
        writer.setDaemon(true);
        writer.start();
        long inode = OpenDescriptors.ofThisProcess(new AgentSockets(null)).inode(number(socket));
        long queued = queuedBytes(inode);
        for (int i = 0; i < 600 && queued == 0; i++) {
            Thread.sleep(50);
            queued = queuedBytes(inode);
        }
        return queued;
    }

    private static void writeForever(Socket socket) {
        try {
            while (true) {
                socket.getOutputStream().write(new byte[1 << 16]);
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }
}
