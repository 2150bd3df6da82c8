// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import io.keepalive.compat.application.ClassLoadRecorder;
import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.StandardInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.Future;

/**
 * When a line arrives on standard input, does everything with connections that the agent intercepts for the first time
 * in this JVM, and prints the classes that were loaded meanwhile. Needs {@link ClassLoadRecorder}.
 */
public final class FirstTimes {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private FirstTimes() {}

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        List<String> before = ClassLoadRecorder.all();
        blocking();
        channels();
        asynchronous();
        ClassLoadRecorder.printSince(before);
        OneOfEachKind.holdOpen();
    }

    private static void blocking() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket client = new Socket()) {
            client.setKeepAlive(false);
            client.connect(server.getLocalSocketAddress());
            Socket accepted = server.accept();
            client.setKeepAlive(false);
            accepted.setSoLinger(true, 0);
            accepted.close();
            fails(() -> client.getInputStream().read());
            fails(() -> client.getOutputStream().write(1));
        }
    }

    private static void channels() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(ANY_PORT);
                SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
            SocketChannel accepted = server.accept();
            client.setOption(StandardSocketOptions.SO_KEEPALIVE, false);
            accepted.setOption(StandardSocketOptions.SO_LINGER, 0);
            accepted.close();
            fails(() -> client.read(ByteBuffer.allocate(1)));
            fails(() -> client.write(ByteBuffer.allocate(1)));
        }
    }

    private static void asynchronous() throws Exception {
        try (AsynchronousServerSocketChannel server =
                        AsynchronousServerSocketChannel.open().bind(ANY_PORT);
                AsynchronousSocketChannel client = AsynchronousSocketChannel.open()) {
            Future<AsynchronousSocketChannel> accepting = server.accept();
            client.connect(server.getLocalAddress()).get();
            accepting.get().close();
        }
    }

    private static void fails(Call call) {
        try {
            call.run();
            throw new IllegalStateException("the peer has reset the connection, and the call did not fail");
        } catch (IOException asItShould) {
            // The agent has recorded it by now.
        }
    }

    /** A read or a write. */
    private interface Call {
        void run() throws IOException;
    }
}
