// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A SocketChannel in non-blocking mode with a selector. */
final class SelectorConnection implements ClientConnection {

    private final SocketChannel channel = SocketChannel.open();
    private final Selector selector = Selector.open();

    SelectorConnection(InetSocketAddress peer, ClientOptions options) throws IOException {
        if (options.keepAlive()) {
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        }
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        boolean connected = channel.connect(peer);
        while (!connected) {
            selector.select();
            connected = channel.finishConnect();
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    @Override
    public int read() throws IOException {
        int got = 0;
        while (got == 0) {
            if (channel.isOpen()) {
                selector.select();
            }
            selector.selectedKeys().clear();
            got = channel.read(ByteBuffer.allocate(1));
        }
        return got;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        channel.write(ByteBuffer.wrap(bytes));
    }

    @Override
    public int localPort() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.wakeup();
    }
}
