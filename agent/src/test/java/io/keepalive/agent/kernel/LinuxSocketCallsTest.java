// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepalive.agent.jdk.JdkMethods;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketImpl;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the kernel that runs the tests, on loopback. */
@EnabledOnOs(OS.LINUX)
class LinuxSocketCallsTest {

    private final SocketCalls calls = new LinuxSocketCalls();
    private final SocketDescriptors descriptors = new SocketDescriptors();

    private ServerSocket server;
    private Socket client;
    private Socket accepted;
    private FileDescriptor descriptor;

    LinuxSocketCallsTest() throws ReflectiveOperationException {}

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        accepted = server.accept();
        descriptor = descriptors.of(client);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        accepted.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"INTERVAL, 10", "COUNT, 3", "USER_TIMEOUT, 90000", "IDLE, 60", "ENABLED, 1", "IDLE, 32767", "COUNT, 127"
    })
    void setsAnOptionInTheKernel(KeepaliveOption option, int value) throws IOException {
        calls.set(descriptor, option, value);
        assertThat(calls.get(descriptor, option)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"IDLE, 0", "IDLE, 32768", "INTERVAL, 0", "COUNT, 0", "COUNT, 128", "USER_TIMEOUT, -1"})
    void anOutOfRangeValueIsRejectedAndTheOldOneStays(KeepaliveOption option, int value) throws IOException {
        int before = calls.get(descriptor, option);
        assertThatThrownBy(() -> calls.set(descriptor, option, value)).isInstanceOf(IOException.class);
        assertThat(calls.get(descriptor, option)).isEqualTo(before);
    }

    /** The JDK's native would crash the JVM. */
    @Test
    void aNullDescriptorHasNoNumber() {
        assertThat(calls.number(null)).isEqualTo(-1);
    }

    @Test
    void theJdkReadsTheSameValues() throws IOException {
        calls.set(descriptor, KeepaliveOption.ENABLED, 1);
        assertThat(client.getKeepAlive()).isTrue();
        client.setKeepAlive(false);
        assertThat(calls.get(descriptor, KeepaliveOption.ENABLED)).isZero();
    }

    @Test
    void aNewSocketHasTheSystemsDefaults() throws IOException {
        assertThat(TcpSocket.of(calls, descriptor, calls.number(descriptor), 0).read())
                .isEqualTo(SystemDefaults.read());
    }

    @Test
    void tcpInfoFollowsTheConnection() throws Exception {
        assertThat(TcpInfo.state(calls.tcpInfo(descriptor))).isEqualTo(TcpInfo.ESTABLISHED);
        accepted.close();
        awaitState(TcpInfo.CLOSE_WAIT);
    }

    @Test
    void aResetClosesTheConnectionAndLeavesTheErrorToTheApplication() throws Exception {
        accepted.setSoLinger(true, 0);
        accepted.close();
        awaitState(TcpInfo.CLOSE);
        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Connection reset");
    }

    private void awaitState(int state) throws InterruptedException {
        for (int i = 0; i < 3_000 && TcpInfo.state(calls.tcpInfo(descriptor)) != state; i++) {
            Thread.sleep(10);
        }
        assertThat(TcpInfo.state(calls.tcpInfo(descriptor))).isEqualTo(state);
    }

    @Test
    void readsBothAddresses() throws IOException {
        assertThat(calls.localAddress(descriptor)).isEqualTo(client.getLocalSocketAddress());
        assertThat(calls.remoteAddress(descriptor))
                .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
    }

    @Test
    void detectsTcpSockets() throws Exception {
        assertThat(calls.isTcp(descriptor)).isTrue();
        assertThat(calls.isListening(descriptor)).isFalse();
        assertThat(calls.isTcp(FileDescriptor.in)).isFalse();
        try (DatagramChannel datagrams = DatagramChannel.open()) {
            assertThat(calls.isTcp(descriptorOf(datagrams))).isFalse();
        }
    }

    @Test
    void detectsListeningSockets() throws Throwable {
        SocketImpl impl =
                (SocketImpl) JdkMethods.getter(ServerSocket.class, "impl").invoke(server);
        assertThat(calls.isListening(descriptors.of(impl))).isTrue();
    }

    @Test
    void aDescriptorForANumberIsTheSameSocket() throws IOException {
        FileDescriptor second = calls.forNumber(calls.number(descriptor));
        calls.set(second, KeepaliveOption.IDLE, 33);
        assertThat(calls.get(descriptor, KeepaliveOption.IDLE)).isEqualTo(33);
    }

    @Test
    void aClosedSocketHasNoValues() throws IOException {
        client.close();
        assertThat(calls.tcpInfo(descriptor)).isEqualTo(TcpInfo.NONE);
        assertThat(calls.isTcp(descriptor)).isFalse();
        assertThatThrownBy(() -> calls.get(descriptor, KeepaliveOption.IDLE)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> calls.set(descriptor, KeepaliveOption.IDLE, 60))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> calls.localAddress(descriptor)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> calls.remoteAddress(descriptor)).isInstanceOf(IOException.class);
    }

    private static FileDescriptor descriptorOf(DatagramChannel channel) throws Exception {
        Field fd = Class.forName("sun.nio.ch.DatagramChannelImpl").getDeclaredField("fd");
        fd.setAccessible(true);
        return (FileDescriptor) fd.get(channel);
    }
}
