// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.hosts;

import io.keepalive.compat.application.OneOfEachKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * {@link HostedApplication}, and a thread that must not block. It opens a connection, sets options on it, is reset and
 * closes, and then blocks once. Prints what BlockHound has found.
 */
public final class NonBlockingThread implements BlockHoundIntegration {

    private static final String NAME = "must not block";
    private static final int SOME = 100;
    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.nonBlockingThreadPredicate(
                        others -> others.or(thread -> thread.getName().equals(NAME)))
                .blockingMethodCallback(method -> FOUND.add(method.getClassName() + "." + method.getName()));
    }

    public static void main(String[] kinds) throws Exception {
        HostedApplication.open(kinds);
        Thread thread = new Thread(NonBlockingThread::run, NAME);
        thread.start();
        thread.join();
        System.out.println("found " + FOUND);
        OneOfEachKind.holdOpen();
    }

    private static void run() {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            for (int i = 0; i < SOME; i++) {
                use(server);
            }
            Thread.sleep(1);
        } catch (IOException | InterruptedException unexpected) {
            FOUND.add(unexpected.toString());
        }
    }

    private static void use(ServerSocketChannel server) throws IOException {
        try (SocketChannel client = SocketChannel.open()) {
            client.configureBlocking(false);
            client.connect(server.getLocalAddress());
            SocketChannel accepted = server.accept();
            while (!client.finishConnect()) {
                Thread.yield();
            }
            client.setOption(StandardSocketOptions.SO_KEEPALIVE, false);
            accepted.setOption(StandardSocketOptions.SO_LINGER, 0);
            accepted.close();
            readUntilReset(client);
        }
    }

    private static void readUntilReset(SocketChannel client) {
        try {
            while (client.read(ByteBuffer.allocate(1)) == 0) {
                Thread.yield();
            }
        } catch (IOException reset) {
            // As it must be.
        }
    }
}
