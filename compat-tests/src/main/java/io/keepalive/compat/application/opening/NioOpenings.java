// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application.opening;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Connections by SocketChannel and ServerSocketChannel. */
final class NioOpenings {

    private static final int TIMEOUT_MILLIS = 30_000;

    private NioOpenings() {}

    static Pair blocking() throws IOException {
        ServerSocketChannel server = listen();
        SocketChannel client = SocketChannel.open(server.getLocalAddress());
        return Pair.of(client, client.getRemoteAddress(), server, server.accept());
    }

    static Pair selected() throws IOException {
        ServerSocketChannel server = listen();
        SocketChannel client = SocketChannel.open();
        try (Selector selector = Selector.open()) {
            server.configureBlocking(false);
            client.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            if (!client.connect(server.getLocalAddress())) {
                client.register(selector, SelectionKey.OP_CONNECT);
            }
            return select(selector, server, client);
        }
    }

    private static Pair select(Selector selector, ServerSocketChannel server, SocketChannel client) throws IOException {
        SocketChannel accepted = null;
        while (accepted == null || !client.isConnected()) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.isConnectable()) {
                    client.finishConnect();
                    key.interestOps(0);
                } else if (key.isAcceptable()) {
                    accepted = server.accept();
                }
            }
            selector.selectedKeys().clear();
        }
        return Pair.of(client, client.getRemoteAddress(), server, accepted);
    }

    static Pair throughAdaptors() throws IOException {
        ServerSocketChannel server = listen();
        Socket client = SocketChannel.open().socket();
        client.connect(server.getLocalAddress());
        return Pair.of(client, server, server.socket().accept());
    }

    static Pair throughAdaptorsWithTimeout() throws IOException {
        ServerSocketChannel server = listen();
        server.socket().setSoTimeout(TIMEOUT_MILLIS);
        Socket client = SocketChannel.open().socket();
        client.connect(server.getLocalAddress(), TIMEOUT_MILLIS);
        return Pair.of(client, server, server.socket().accept());
    }

    private static ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }
}
