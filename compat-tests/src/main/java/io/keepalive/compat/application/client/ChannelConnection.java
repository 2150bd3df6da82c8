// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A SocketChannel in blocking mode. */
final class ChannelConnection implements ClientConnection {

    private final SocketChannel channel = SocketChannel.open();

    ChannelConnection(InetSocketAddress peer, ClientOptions options) throws IOException {
        if (options.keepAlive()) {
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        }
        channel.connect(peer);
    }

    @Override
    public int read() throws IOException {
        return channel.read(ByteBuffer.allocate(1));
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
    }
}
