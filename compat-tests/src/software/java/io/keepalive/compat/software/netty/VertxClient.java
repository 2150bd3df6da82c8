// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.netty;

import io.keepalive.compat.software.Signals;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.TimeUnit;

/** An HTTP client of Vert.x. */
public final class VertxClient {

    private VertxClient() {}

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        HttpClient client = vertx.createHttpClient();
        get(client, arguments);
        Signals.open();
        get(client, arguments);
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static void get(HttpClient client, String[] arguments) throws Exception {
        System.out.println(client.request(HttpMethod.GET, Integer.parseInt(arguments[1]), arguments[0], "/")
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::body)
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS));
    }
}
