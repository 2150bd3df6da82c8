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
 * A server for HTTP that takes little from its host and no more from whoever connects: one thread, ten connections, a
 * request of a few kilobytes on each, and seconds for all of it. The JDK's own server has no such limits, or has them as
 * system properties, which are the application's.
 */
final class MetricsServer implements Runnable, UnbrokenLoop.Body {

    /** At most so many at a time; one more, and another has to go. */
    static final int MOST = 10;

    private static final String THREAD_NAME = "keepalive-metrics";

    /** Where the process has no descriptor left. */
    private static final long PAUSE_MILLIS = 1_000;

    /** For the thread to end, before whoever stops it goes on without that. */
    private static final long PATIENCE_MILLIS = 2_000;

    private final ServerSocketChannel server;
    private final Selector selector;
    private final SelectionKey listening;
    private final Function<HttpRequest, HttpResponse> page;
    private final AgentSockets sockets;
    private final SinkContext desk;
    private final Deque<SelectionKey> connections = new ArrayDeque<>();
    private final Thread thread = DaemonThreads.create(THREAD_NAME, this);
    private long acceptAtMillis = Long.MAX_VALUE;
    private volatile boolean stopped;

    private MetricsServer(
            ServerSocketChannel server,
            Selector selector,
            Function<HttpRequest, HttpResponse> page,
            AgentSockets sockets,
            SinkContext desk)
            throws IOException {
        this.server = server;
        this.selector = selector;
        this.page = page;
        this.sockets = sockets;
        this.desk = desk;
        this.listening = server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * Binds the address and serves.
     *
     * @param page answers requests, on the server's thread
     * @param sockets takes in those that are opened here
     * @throws IOException where it cannot be bound
     */
    static MetricsServer open(
            InetSocketAddress address, Function<HttpRequest, HttpResponse> page, AgentSockets sockets, SinkContext desk)
            throws IOException {
        ServerSocketChannel server = sockets.listen(address);
        Selector selector = null;
        try {
            selector = sockets.newSelector();
            MetricsServer opened = new MetricsServer(server, selector, page, sockets, desk);
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
     * Whether its thread has ended, though nobody has stopped it: whoever interrupts it while it accepts closes its channel,
     * and what memory has run out for may be what keeps it going.
     */
    boolean hasEnded() {
        return !thread.isAlive();
    }

    /** Closes everything, whatever answers are under way, and waits for that. */
    void stop() {
        stopped = true;
        selector.wakeup();
        DaemonThreads.awaitTermination(thread, PATIENCE_MILLIS);
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
        if (mayGoOn()) {
            try {
                turn();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return mayGoOn();
    }

    private boolean mayGoOn() {
        return !stopped && server.isOpen();
    }

    @Override
    public void failed(Throwable failure) {
        desk.failed("metrics", failure);
    }

    private void turn() throws IOException {
        selector.select(millisLeft());
        // An interrupt would make every later select return at once, and close the channels.
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
            proceed(key);
        }
    }

    private void accept() throws IOException {
        if (connections.size() >= MOST) {
            breakOff(whoHasToGo(), HttpStatus.CROWDED);
        }
        SocketChannel accepted = acceptedOrNone();
        if (accepted != null) {
            SelectionKey key = register(accepted);
            connections.add(key);
            proceed(key);
        }
    }

    /** One that has its answer, or the oldest: who means well needs little time. */
    private SelectionKey whoHasToGo() {
        for (SelectionKey key : connections) {
            if (of(key).isAnswered()) {
                return key;
            }
        }
        return connections.getFirst();
    }

    private SocketChannel acceptedOrNone() {
        try {
            return sockets.accept(server);
        } catch (IOException noDescriptorLeft) {
            listening.interestOps(0);
            acceptAtMillis = now() + PAUSE_MILLIS;
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

    private void proceed(SelectionKey key) throws IOException {
        HttpExchange exchange = of(key);
        try {
            key.interestOps(exchange.proceed(now()));
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
                breakOff((SelectionKey) key, HttpStatus.REQUEST_TIMEOUT);
            }
        }
        if (acceptAtMillis <= now) {
            acceptAtMillis = Long.MAX_VALUE;
            listening.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    private void breakOff(SelectionKey key, HttpStatus why) throws IOException {
        of(key).breakOff(why);
        end(key);
    }

    /** What is registered keeps its descriptor when it is closed, until the selector has looked. */
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
