// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.hosts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keepalive.testkit.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.InflaterInputStream;

/** What an agent of Elastic APM sends its events to, as lines of JSON. Keeps them. */
final class ApmServer implements AutoCloseable {

    private static final byte[] VERSION = "{\"version\":\"8.0.0\"}".getBytes(StandardCharsets.US_ASCII);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<String> received = new ConcurrentLinkedQueue<>();

    ApmServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        boolean packed = "deflate".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body =
                packed ? new InflaterInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            received.add(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
        exchange.sendResponseHeaders(200, VERSION.length);
        exchange.getResponseBody().write(VERSION);
        exchange.close();
    }

    /** Waits for a request with this text, and forgets all of them. */
    void await(String text) {
        if (!Await.until(() -> received.stream().anyMatch(body -> body.contains(text)))) {
            throw new AssertionError("no " + text + " in " + received);
        }
        received.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
