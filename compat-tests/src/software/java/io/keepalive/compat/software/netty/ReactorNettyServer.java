// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.netty;

import io.keepalive.compat.software.Signals;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** An HTTP server of Reactor Netty. */
public final class ReactorNettyServer {

    private ReactorNettyServer() {}

    public static void main(String[] arguments) throws Exception {
        DisposableServer server = HttpServer.create()
                .host(arguments[0])
                .port(0)
                .handle((request, response) -> response.sendString(Mono.just("a page")))
                .bindNow();
        Signals.listening(server.port());
        Signals.open();
        server.disposeNow();
        System.exit(0);
    }
}
