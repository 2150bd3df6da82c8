// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.jdk;

import com.sun.net.httpserver.HttpServer;
import io.keepalive.compat.software.Signals;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The HTTP server of the JDK, with a page at every path. */
public final class JdkHttpServer {

    private JdkHttpServer() {}

    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(arguments[0], 0), 50);
        server.createContext("/", exchange -> {
            byte[] page = "a page".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        Signals.listening(server.getAddress().getPort());
        Signals.open();
        server.stop(0);
    }
}
