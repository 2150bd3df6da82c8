// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.server;

import io.helidon.webserver.WebServer;
import io.keepalive.compat.software.Signals;

/** Helidon's web server, which runs on virtual threads. */
public final class Helidon {

    private Helidon() {}

    public static void main(String[] arguments) throws Exception {
        WebServer server = WebServer.builder()
                .host(arguments[0])
                .port(0)
                .routing(routing -> routing.get("/", (request, response) -> response.send("a page")))
                .build()
                .start();
        Signals.listening(server.port());
        Signals.open();
        server.stop();
    }
}
