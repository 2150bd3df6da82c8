// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.netty;

import io.keepalive.compat.software.Signals;
import reactor.netty.http.client.HttpClient;

/** An HTTP client of Reactor Netty. */
public final class ReactorNettyClient {

    private ReactorNettyClient() {}

    public static void main(String[] arguments) throws Exception {
        HttpClient client = HttpClient.create();
        String url = "http://" + arguments[0] + ":" + arguments[1] + "/";
        System.out.println(get(client, url));
        Signals.open();
        System.out.println(get(client, url));
        System.exit(0);
    }

    private static String get(HttpClient client, String url) {
        return client.get().uri(url).responseContent().aggregate().asString().block();
    }
}
