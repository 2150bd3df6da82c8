// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sends every change of the stock to all connected watchers, with one thread and one selector. */
final class Board implements Closeable {

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listening = ServerSocketChannel.open();
    private final Queue<String> news = new ConcurrentLinkedQueue<>();

    /** @param port 0 for any free one */
    Board(int port) throws IOException {
        listening.bind(new InetSocketAddress(port));
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
    }

    int port() {
        return listening.socket().getLocalPort();
    }

    void start() {
        Threads.daemon("board", this::serve);
    }

    /** Sends a line to all watchers. Safe on any thread. */
    void publish(String line) {
        news.add(line);
        selector.wakeup();
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select();
                handOutNews();
                serveSelected();
            }
        } catch (ClosedSelectorException e) {
            Journal.note("board closed");
        } catch (IOException e) {
            Journal.note("board stopped: " + e.getMessage());
        }
    }

    private void handOutNews() {
        for (String line = news.poll(); line != null; line = news.poll()) {
            for (SelectionKey key : selector.keys()) {
                if (key.isValid() && key.attachment() instanceof BoardWatcher) {
                    ((BoardWatcher) key.attachment()).tell(line);
                }
            }
        }
    }

    private void serveSelected() throws IOException {
        Iterator<SelectionKey> selected = selector.selectedKeys().iterator();
        while (selected.hasNext()) {
            SelectionKey key = selected.next();
            selected.remove();
            if (key.isValid() && key.isAcceptable()) {
                accept();
            } else if (key.isValid()) {
                ((BoardWatcher) key.attachment()).serve();
            }
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = listening.accept();
        if (channel != null) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            key.attach(new BoardWatcher(channel, key));
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        selector.close();
    }
}
