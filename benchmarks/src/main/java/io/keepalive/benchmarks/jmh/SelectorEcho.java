// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.jmh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** With selectors of java.nio, one at each end. */
final class SelectorEcho implements EchoConnections {

    private final List<SocketChannel> clients = new ArrayList<>();
    private final Selector replies = Selector.open();
    private final ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE);

    SelectorEcho(int connections) throws IOException {
        Selector requests = Selector.open();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), connections);
            for (int i = 0; i < connections; i++) {
                clients.add(register(SocketChannel.open(server.getLocalAddress()), replies));
                register(server.accept(), requests);
            }
        }
        Thread echo = new Thread(() -> echo(requests));
        echo.setDaemon(true);
        echo.start();
    }

    private static SocketChannel register(SocketChannel channel, Selector selector) throws IOException {
        channel.socket().setTcpNoDelay(true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        return channel;
    }

    private static void echo(Selector requests) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(MESSAGE);
        try {
            while (true) {
                requests.select();
                for (Iterator<SelectionKey> keys = requests.selectedKeys().iterator(); keys.hasNext(); keys.remove()) {
                    SocketChannel channel = (SocketChannel) keys.next().channel();
                    buffer.clear();
                    if (channel.read(buffer) < 0) {
                        channel.close();
                    }
                    buffer.flip();
                    channel.write(buffer);
                }
            }
        } catch (IOException ended) {
            // Ends with the measurement.
        }
    }

    @Override
    public void roundTrip() throws IOException {
        for (SocketChannel client : clients) {
            message.clear();
            client.write(message);
        }
        for (int missing = clients.size() * MESSAGE; missing > 0; ) {
            replies.select();
            for (Iterator<SelectionKey> keys = replies.selectedKeys().iterator(); keys.hasNext(); keys.remove()) {
                message.clear();
                missing -= ((SocketChannel) keys.next().channel()).read(message);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
        replies.close();
    }
}
