// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application.opening;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Connections by AsynchronousSocketChannel and AsynchronousServerSocketChannel. */
final class AioOpenings {

    private AioOpenings() {}

    static Pair future() throws Exception {
        AsynchronousServerSocketChannel server = listen();
        Future<AsynchronousSocketChannel> accepting = server.accept();
        AsynchronousSocketChannel client = AsynchronousSocketChannel.open();
        client.connect(server.getLocalAddress()).get();
        return Pair.of(client, client.getRemoteAddress(), server, accepting.get());
    }

    static Pair handler() throws Exception {
        AsynchronousServerSocketChannel server = listen();
        Completion<AsynchronousSocketChannel> accepted = new Completion<>();
        server.accept(null, accepted);
        AsynchronousSocketChannel client = AsynchronousSocketChannel.open();
        Completion<Void> connected = new Completion<>();
        client.connect(server.getLocalAddress(), null, connected);
        connected.get();
        return Pair.of(client, client.getRemoteAddress(), server, accepted.get());
    }

    private static AsynchronousServerSocketChannel listen() throws Exception {
        return AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** A completion handler that completes a future. */
    private static final class Completion<T> implements CompletionHandler<T, Object> {

        private final CompletableFuture<T> result = new CompletableFuture<>();

        T get() throws Exception {
            return result.get();
        }

        @Override
        public void completed(T value, Object attachment) {
            result.complete(value);
        }

        @Override
        public void failed(Throwable failure, Object attachment) {
            result.completeExceptionally(failure);
        }
    }
}
