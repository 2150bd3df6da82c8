// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.netty;

import io.keepalive.compat.software.Signals;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.TimeUnit;

/** An HTTP server of Vert.x. Argument: true for the native transport on the class path. */
public final class VertxServer {

    private VertxServer() {}

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(Boolean.parseBoolean(arguments[1])));
        if (vertx.isNativeTransportEnabled() != Boolean.parseBoolean(arguments[1])) {
            throw new IllegalStateException("the native transport is not available");
        }
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.response().end("a page"))
                .listen(0, arguments[0])
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        Signals.listening(server.actualPort());
        Signals.open();
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
