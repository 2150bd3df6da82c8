// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Channels keep their descriptor's number after they are closed, and the kernel assigns it to the next socket. */
@EnabledOnOs(OS.LINUX)
class TcpSocketTest {

    /** Other threads of this JVM open files too. */
    private static final int ATTEMPTS = 200;

    private final SocketCalls calls = new LinuxSocketCalls();
    private final List<Channel> opened = new ArrayList<>();

    private ServerSocketChannel server;
    private SocketChannel client;
    private SocketChannel accepted;
    private TcpSocket socket;

    TcpSocketTest() throws ReflectiveOperationException {}

    @BeforeEach
    void connect() throws Exception {
        server = opened(ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        client = opened(SocketChannel.open(server.getLocalAddress()));
        accepted = opened(server.accept());
        socket = TcpSocket.of(calls, descriptorOf(client), numberOf(client), port(client));
    }

    @AfterEach
    void close() throws IOException {
        for (Channel channel : opened) {
            channel.close();
        }
    }

    @Test
    void isIdentifiedByItsLocalPort() {
        assertThat(socket.ownsNumber()).isFalse();
        assertThat(socket.identify(null)).isTrue();
        assertThat(socket.ownsNumber()).isTrue();
        assertThat(socket.inode()).isEqualTo(calls.inode(socket.number())).isNotEqualTo(SocketCalls.NO_SOCKET);
    }

    @Test
    void anAcceptedSocketIsIdentifiedByItsPeer() throws Exception {
        TcpSocket inbound = TcpSocket.of(calls, descriptorOf(accepted), numberOf(accepted), port(server));
        assertThat(inbound.identify(new InetSocketAddress("127.0.0.1", port(client) + 1)))
                .isFalse();
        assertThat(inbound.identify((InetSocketAddress) accepted.getRemoteAddress()))
                .isTrue();
    }

    /** The kernel no longer returns its peer, but still its local port. */
    @Test
    void isIdentifiedAfterAReset() throws Exception {
        accepted.setOption(StandardSocketOptions.SO_LINGER, 0);
        accepted.close();
        for (int i = 0; i < 3_000 && TcpInfo.state(socket.info()) != TcpInfo.CLOSE; i++) {
            Thread.sleep(10);
        }
        assertThat(socket.identify(null)).isTrue();
    }

    @Test
    void anotherSocketOfTheSameNumberIsDetected() throws Exception {
        assertThat(socket.identify(null)).isTrue();
        ServerSocketChannel listening = replaceBy(ServerSocketChannel::open);
        assertThat(TcpInfo.state(socket.info())).as("state behind its number").isEqualTo(TcpInfo.CLOSE);
        assertThat(socket.isGone()).as("closed by the JDK").isFalse();
        assertThat(socket.ownsNumber()).isFalse();
        assertThat(socket.isReplaced()).isTrue();
        assertThat(socket.hold()).isNull();
        assertThat(listening.isOpen()).isTrue();
    }

    /** Another connection to the same server is not mistaken for it either. */
    @Test
    void anotherSocketOfTheSameNumberIsNotIdentified() throws Exception {
        replaceBy(() -> SocketChannel.open(server.getLocalAddress()));
        assertThat(TcpInfo.state(socket.info())).isEqualTo(TcpInfo.ESTABLISHED);
        assertThat(socket.identify(null)).isFalse();
        assertThat(socket.hold()).isNull();
    }

    @Test
    void aHeldSocketIsChangedWhenItsNumberIsReused() throws Exception {
        assertThat(socket.identify(null)).isTrue();
        try (HeldSocket held = socket.hold()) {
            SocketChannel next = replaceBy(() -> SocketChannel.open(server.getLocalAddress()));
            held.write(KeepaliveOption.IDLE, 77);
            held.write(KeepaliveOption.ENABLED, 1);
            assertThat(held.read().idleSeconds()).isEqualTo(77);
            assertThat(held.isGone()).isFalse();
            assertThat(TcpSocket.of(calls, descriptorOf(next), numberOf(next), 0)
                            .read())
                    .isEqualTo(SystemDefaults.read());
        }
    }

    /** The kernel closes the connection when no descriptor holds it. */
    @Test
    void closesTheDuplicate() throws Exception {
        assertThat(socket.identify(null)).isTrue();
        try (HeldSocket held = socket.hold()) {
            client.close();
            assertThat(TcpInfo.state(held.info())).isEqualTo(TcpInfo.ESTABLISHED);
        }
        assertThat(accepted.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void aClosingSocketIsNotHeld() {
        assertThat(socket.identify(null)).isTrue();
        socket.markClosing();
        assertThat(socket.ownsNumber()).isFalse();
        assertThat(socket.hold()).isNull();
        assertThat(socket.isReplaced()).as("its close was intercepted").isFalse();
    }

    private interface Opening<T> {
        T open() throws IOException;
    }

    /** Closes the client and opens channels until one of them has its number. */
    private <T extends Channel> T replaceBy(Opening<T> opening) throws Exception {
        client.close();
        for (int i = 0; i < ATTEMPTS; i++) {
            T next = opened(opening.open());
            if (numberOf(next) == socket.number()) {
                return next;
            }
        }
        throw new AssertionError("descriptor " + socket.number() + " was reused by another thread");
    }

    private <T extends Channel> T opened(T channel) {
        opened.add(channel);
        return channel;
    }

    private static int port(NetworkChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    private int numberOf(Channel channel) throws Exception {
        return calls.number(descriptorOf(channel));
    }

    private static FileDescriptor descriptorOf(Channel channel) throws Exception {
        Field fd = channel.getClass().getDeclaredField("fd");
        fd.setAccessible(true);
        return (FileDescriptor) fd.get(channel);
    }
}
