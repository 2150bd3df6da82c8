// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.jmh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** With asynchronous channels: completion handlers at the far end, futures at this one. */
final class AsynchronousEcho implements EchoConnections {

    private final List<AsynchronousSocketChannel> clients = new ArrayList<>();
    private final List<ByteBuffer> messages = new ArrayList<>();
    private final List<Future<Integer>> replies = new ArrayList<>();

    AsynchronousEcho(int connections) throws IOException {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (AsynchronousServerSocketChannel server =
                AsynchronousServerSocketChannel.open().bind(here, connections)) {
            for (int i = 0; i < connections; i++) {
                AsynchronousSocketChannel client = AsynchronousSocketChannel.open();
                await(client.connect(server.getLocalAddress()));
                clients.add(client);
                messages.add(ByteBuffer.allocateDirect(MESSAGE));
                new Echo(await(server.accept())).read();
            }
        }
    }

    @Override
    public void roundTrip() throws IOException {
        for (int i = 0; i < clients.size(); i++) {
            messages.get(i).clear();
            await(clients.get(i).write(messages.get(i)));
        }
        replies.clear();
        for (int i = 0; i < clients.size(); i++) {
            messages.get(i).clear();
            replies.add(clients.get(i).read(messages.get(i)));
        }
        for (Future<Integer> reply : replies) {
            if (await(reply) != MESSAGE) {
                throw new IOException("a message came back in part");
            }
        }
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException | InterruptedException failed) {
            throw new IOException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        for (AsynchronousSocketChannel client : clients) {
            client.close();
        }
    }

    /** Sends back all received data. */
    private static final class Echo implements CompletionHandler<Integer, Boolean> {

        private final AsynchronousSocketChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(MESSAGE);

        Echo(AsynchronousSocketChannel channel) {
            this.channel = channel;
        }

        void read() {
            buffer.clear();
            channel.read(buffer, true, this);
        }

        @Override
        public void completed(Integer bytes, Boolean wasRead) {
            if (bytes < 0) {
                failed(null, wasRead);
            } else if (wasRead) {
                buffer.flip();
                channel.write(buffer, false, this);
            } else {
                read();
            }
        }

        @Override
        public void failed(Throwable ended, Boolean wasRead) {
            try {
                channel.close();
            } catch (IOException closed) {
                // Ends with the measurement.
            }
        }
    }
}
