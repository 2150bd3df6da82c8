// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

final class AsynchronousConnection implements ClientConnection {

    private final AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();

    AsynchronousConnection(InetSocketAddress peer, ClientOptions options) throws IOException {
        if (options.keepAlive()) {
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        }
        await(channel.connect(peer));
    }

    @Override
    public int read() throws IOException {
        return await(channel.read(ByteBuffer.allocate(1)));
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        await(channel.write(ByteBuffer.wrap(bytes)));
    }

    private static <T> T await(Future<T> operation) throws IOException {
        try {
            return operation.get();
        } catch (ExecutionException failed) {
            throw (IOException) failed.getCause();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
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
