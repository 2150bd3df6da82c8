// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** A client that watches the board. Only used by the thread of the board. */
final class BoardWatcher {

    private static final int MOST_UNSENT_LINES = 1_000;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
    private final ByteBuffer ignored = ByteBuffer.allocate(256);

    BoardWatcher(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
    }

    /** Queues a line; a watcher that does not read is disconnected before its queue fills the memory. */
    void tell(String line) {
        unsent.add(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        if (unsent.size() > MOST_UNSENT_LINES) {
            leave();
        } else {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    /** Handles the operations for which the channel is ready. */
    void serve() {
        try {
            if (key.isReadable() && !listen()) {
                leave();
            } else if (key.isWritable()) {
                send();
            }
        } catch (IOException e) {
            Journal.note("board lost a watcher: " + e.getMessage());
            leave();
        }
    }

    /** Received data is ignored; the end of the stream disconnects the watcher. */
    private boolean listen() throws IOException {
        ignored.clear();
        return channel.read(ignored) >= 0;
    }

    private void send() throws IOException {
        while (!unsent.isEmpty()) {
            channel.write(unsent.peek());
            if (unsent.peek().hasRemaining()) {
                return;
            }
            unsent.remove();
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    private void leave() {
        unsent.clear();
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            Journal.note("could not close a watcher's channel: " + e.getMessage());
        }
    }
}
