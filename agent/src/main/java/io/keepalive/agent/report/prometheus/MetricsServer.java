// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.prometheus;

import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.report.SinkContext;
import io.keepalive.agent.thread.DaemonThreads;
import io.keepalive.agent.thread.UnbrokenLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * An HTTP server with strict limits: one thread, ten connections, one request of a few kilobytes per connection, and some
 * seconds for each. The JDK's server lacks these limits, or has them as system properties, which belong to the application.
 */
final class MetricsServer implements Runnable, UnbrokenLoop.Body {

    /** Maximum number of connections; a further one evicts another. */
    static final int MAX_CONNECTIONS = 10;

    private static final String THREAD_NAME = "keepalive-metrics";

    /** Pause in accepting while the process has no spare descriptor. */
    private static final long ACCEPT_PAUSE_MILLIS = 1_000;

    /** Maximum time to wait for the thread to end. */
    private static final long STOP_TIMEOUT_MILLIS = 2_000;

    private final ServerSocketChannel server;
    private final Selector selector;
    private final SelectionKey listening;
    private final Function<HttpRequest, HttpResponse> page;
    private final AgentSockets sockets;
    private final SinkContext context;
    private final Deque<SelectionKey> connections = new ArrayDeque<>();
    private final Thread thread = DaemonThreads.create(THREAD_NAME, this);
    private long acceptAtMillis = Long.MAX_VALUE;
    private volatile boolean stopped;

    private MetricsServer(
            ServerSocketChannel server,
            Selector selector,
            Function<HttpRequest, HttpResponse> page,
            AgentSockets sockets,
            SinkContext context)
            throws IOException {
        this.server = server;
        this.selector = selector;
        this.page = page;
        this.sockets = sockets;
        this.context = context;
        this.listening = server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * Binds the address and serves.
     *
     * @param page responds to requests, on the server's thread
     * @param sockets opens and registers this server's sockets
     * @throws IOException if the address cannot be bound
     */
    static MetricsServer open(
            InetSocketAddress address,
            Function<HttpRequest, HttpResponse> page,
            AgentSockets sockets,
            SinkContext context)
            throws IOException {
        ServerSocketChannel server = sockets.listen(address);
        Selector selector = null;
        try {
            selector = sockets.newSelector();
            MetricsServer opened = new MetricsServer(server, selector, page, sockets, context);
            opened.thread.start();
            return opened;
        } catch (IOException | RuntimeException | Error failure) {
            close(selector);
            sockets.close(server);
            throw failure instanceof IOException ? (IOException) failure : new IOException(failure);
        }
    }

    private static void close(Selector selector) {
        try {
            if (selector != null) {
                selector.close();
            }
        } catch (IOException closedAllTheSame) {
            // As with sockets.
        }
    }

    /**
     * Whether its thread has ended without a stop: an interrupt during accept closes the channel, and an OutOfMemoryError may
     * hit the loop itself.
     */
    boolean hasEnded() {
        return !thread.isAlive();
    }

    /** Closes everything, running responses included, and waits for the thread to end. */
    void stop() {
        stopped = true;
        selector.wakeup();
        DaemonThreads.awaitTermination(thread, STOP_TIMEOUT_MILLIS);
    }

    @Override
    public void run() {
        try {
            UnbrokenLoop.run(this);
        } finally {
            close(selector);
            connections.forEach(key -> sockets.close(of(key).channel()));
            sockets.close(server);
        }
    }

    @Override
    public boolean runOnce() {
        if (isRunning()) {
            try {
                poll();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return isRunning();
    }

    private boolean isRunning() {
        return !stopped && server.isOpen();
    }

    @Override
    public void failed(Throwable failure) {
        context.failed("metrics", failure);
    }

    private void poll() throws IOException {
        selector.select(millisLeft());
        // A pending interrupt would make every later select return at once, and close the channels.
        Thread.interrupted();
        Object[] ready = selector.selectedKeys().toArray();
        selector.selectedKeys().clear();
        for (Object key : ready) {
            serve((SelectionKey) key);
        }
        endOverdue();
    }

    private long millisLeft() {
        long end = acceptAtMillis;
        for (SelectionKey key : connections) {
            end = Math.min(end, of(key).endMillis());
        }
        return end == Long.MAX_VALUE ? 0 : Math.max(1, end - now());
    }

    private void serve(SelectionKey key) throws IOException {
        if (!key.isValid()) {
            return;
        }
        if (key == listening) {
            accept();
        } else {
            advance(key);
        }
    }

    private void accept() throws IOException {
        if (connections.size() >= MAX_CONNECTIONS) {
            abort(connectionToEvict(), HttpStatus.UNAVAILABLE);
        }
        SocketChannel accepted = acceptOrPause();
        if (accepted != null) {
            SelectionKey key = register(accepted);
            connections.add(key);
            advance(key);
        }
    }

    /** A connection whose response was sent, or the oldest: a regular client needs little time. */
    private SelectionKey connectionToEvict() {
        for (SelectionKey key : connections) {
            if (of(key).isResponseSent()) {
                return key;
            }
        }
        return connections.getFirst();
    }

    private SocketChannel acceptOrPause() {
        try {
            return sockets.accept(server);
        } catch (IOException noDescriptorLeft) {
            listening.interestOps(0);
            acceptAtMillis = now() + ACCEPT_PAUSE_MILLIS;
            return null;
        }
    }

    private SelectionKey register(SocketChannel accepted) throws IOException {
        try {
            return accepted.register(selector, SelectionKey.OP_READ, new HttpExchange(accepted, page, now()));
        } catch (IOException | RuntimeException | Error failure) {
            sockets.close(accepted);
            throw failure;
        }
    }

    private void advance(SelectionKey key) throws IOException {
        HttpExchange exchange = of(key);
        try {
            key.interestOps(exchange.advance(now()));
        } catch (IOException gone) {
            end(key);
            return;
        } catch (RuntimeException | Error failure) {
            end(key);
            throw failure;
        }
        if (exchange.isOver()) {
            end(key);
        }
    }

    private void endOverdue() throws IOException {
        long now = now();
        for (Object key : connections.toArray()) {
            if (of((SelectionKey) key).endMillis() <= now) {
                abort((SelectionKey) key, HttpStatus.REQUEST_TIMEOUT);
            }
        }
        if (acceptAtMillis <= now) {
            acceptAtMillis = Long.MAX_VALUE;
            listening.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    private void abort(SelectionKey key, HttpStatus why) throws IOException {
        of(key).abort(why);
        end(key);
    }

    /** A closed channel keeps its descriptor while registered, until the next select. */
    private void end(SelectionKey key) throws IOException {
        connections.remove(key);
        key.cancel();
        try {
            selector.selectNow();
        } finally {
            sockets.close(of(key).channel());
        }
    }

    private static HttpExchange of(SelectionKey key) {
        return (HttpExchange) key.attachment();
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
