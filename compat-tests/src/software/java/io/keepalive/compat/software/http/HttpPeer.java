// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keepalive.compat.software.Signals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;

/**
 * An HTTP server that keeps idle connections for an hour and says so. Has a page at every path, answers to
 * {@code /_cluster/health} as Elasticsearch does, and to {@code /both} when two requests are there: clients need a
 * connection for each.
 */
public final class HttpPeer {

    private static final String HEALTH = "{\"cluster_name\":\"small\",\"status\":\"green\",\"timed_out\":false,"
            + "\"number_of_nodes\":1,\"number_of_data_nodes\":1,\"active_primary_shards\":0,\"active_shards\":0,"
            + "\"relocating_shards\":0,\"initializing_shards\":0,\"unassigned_shards\":0,"
            + "\"unassigned_primary_shards\":0,\"delayed_unassigned_shards\":0,\"number_of_pending_tasks\":0,"
            + "\"number_of_in_flight_fetch\":0,\"task_max_waiting_in_queue_millis\":0,"
            + "\"active_shards_percent_as_number\":100.0}";

    private HttpPeer() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.idleInterval", "3600");
        HttpServer server = HttpServer.create(new InetSocketAddress(arguments[0], 0), 50);
        server.createContext("/", exchange -> answer(exchange, "text/plain", "a page"));
        CyclicBarrier both = new CyclicBarrier(2);
        server.createContext("/both", exchange -> {
            meet(both);
            answer(exchange, "text/plain", "a page");
        });
        server.createContext("/_cluster/health", exchange -> answer(exchange, asked(exchange), HEALTH));
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        Signals.listening(server.getAddress().getPort());
        Signals.open();
        server.stop(0);
        System.exit(0);
    }

    private static void meet(CyclicBarrier both) throws IOException {
        try {
            both.await();
        } catch (Exception interrupted) {
            throw new IOException(interrupted);
        }
    }

    /** The type that the client asks for, such as that of a version of Elasticsearch. */
    private static String asked(HttpExchange exchange) {
        String accept = exchange.getRequestHeaders().getFirst("Accept");
        return accept == null ? "application/json" : accept;
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        byte[] page = text.getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Connection", "keep-alive");
        exchange.getResponseHeaders().set("Keep-Alive", "timeout=3600");
        exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }
}
