// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Uses the descriptors of the process that runs the tests. */
@EnabledOnOs(OS.LINUX)
class AgentSocketsTest {

    private static final int ATTEMPTS = 50;
    private static final int CONNECTIONS = 3_000;

    private final AgentSockets agents = new AgentSockets(null);
    private final OpenDescriptors descriptors = OpenDescriptors.ofThisProcess(agents);
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        server = agents.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() {
        agents.close(server);
    }

    @Test
    void areRecognisedUntilTheyAreClosed() throws Exception {
        SocketCalls calls = new LinuxSocketCalls();
        assertThat(at(calls, port(server))).isEmpty();
        try (SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
            SocketChannel accepted = agents.accept(server);
            assertThat(accepted.isBlocking()).isFalse();
            assertThat(at(calls, port(server))).isEmpty();
            assertThat(at(calls, port(client))).hasSize(1);
            agents.close(accepted);
        }
        assertThat(at(calls, port(server))).isEmpty();
    }

    @Test
    void aSocketOfTheSamePortIsTheApplications() throws Exception {
        SocketCalls calls = new LinuxSocketCalls();
        InetSocketAddress elsewhere = new InetSocketAddress("127.0.0.2", port(server));
        try (ServerSocketChannel applications = ServerSocketChannel.open().bind(elsewhere);
                SocketChannel client = SocketChannel.open(elsewhere);
                SocketChannel accepted = applications.accept()) {
            assertThat(accepted.isConnected() && client.isConnected()).isTrue();
            assertThat(at(calls, port(server))).hasSize(2);
        }
    }

    @Test
    void areRecognisedDuringTheAccept() {
        assertThat(agents.isAcceptingOnThisThread()).isFalse();
    }

    @Test
    void acceptReturnsNullWithoutAConnection() throws IOException {
        assertThat(agents.accept(server)).isNull();
    }

    /** Other threads of this JVM may open a descriptor meanwhile; a leak shows in all attempts. */
    @Test
    void anAddressInUseIsReportedAndLeaksNoDescriptor() throws IOException {
        int before = descriptors.numbers().length;
        for (int i = 0; i < ATTEMPTS; i++) {
            assertThatThrownBy(() -> agents.listen((InetSocketAddress) server.getLocalAddress()))
                    .isInstanceOf(BindException.class)
                    .hasMessageStartingWith("Address already in use");
        }
        assertThat(descriptors.numbers()).hasSizeLessThan(before + ATTEMPTS);
    }

    /**
     * A thread that lists the descriptors while sockets are accepted and closed takes none of them for the
     * application's.
     */
    @Test
    void areNeverTakenForTheApplicationsDuringChurn() throws Exception {
        SocketCalls calls = new LinuxSocketCalls();
        Thread acceptor = new Thread(this::acceptMany);
        acceptor.start();
        while (acceptor.isAlive()) {
            assertThat(at(calls, port(server))).isEmpty();
        }
    }

    private void acceptMany() {
        try (Selector selector = agents.newSelector()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                try (SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
                    SocketChannel accepted = acceptOne();
                    SelectionKey key = accepted.register(selector, SelectionKey.OP_READ);
                    key.cancel();
                    selector.selectNow();
                    agents.close(accepted);
                    assertThat(client.isOpen()).isTrue();
                }
            }
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private SocketChannel acceptOne() throws IOException {
        SocketChannel accepted = agents.accept(server);
        while (accepted == null) {
            accepted = agents.accept(server);
        }
        return accepted;
    }

    /** The descriptors with this local port that seem to be the application's, also on a second look. */
    private Set<Integer> at(SocketCalls calls, int port) {
        Set<Integer> numbers = new HashSet<>();
        for (int number : descriptors.numbers()) {
            long inode = descriptors.inode(number);
            if (inode != SocketCalls.NO_SOCKET
                    && localPort(calls, number) == port
                    && descriptors.inode(number) == inode) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private static int localPort(SocketCalls calls, int number) {
        FileDescriptor descriptor = calls.forNumber(number);
        try {
            return calls.isTcp(descriptor) ? calls.localAddress(descriptor).getPort() : 0;
        } catch (IOException closedMeanwhile) {
            return 0;
        }
    }

    private static int port(NetworkChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }
}
