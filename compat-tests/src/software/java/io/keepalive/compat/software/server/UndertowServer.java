// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.server;

import io.keepalive.compat.software.Signals;
import io.undertow.Undertow;
import java.net.InetSocketAddress;

/** Undertow. */
public final class UndertowServer {

    private UndertowServer() {}

    public static void main(String[] arguments) throws Exception {
        Undertow server = Undertow.builder()
                .addHttpListener(0, arguments[0])
                .setHandler(exchange -> exchange.getResponseSender().send("a page"))
                .build();
        server.start();
        Signals.listening(((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort());
        Signals.open();
        server.stop();
    }
}
