// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.websocket;

import io.keepalive.compat.software.Signals;
import java.net.InetSocketAddress;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** A server of Java-WebSocket that sends each text back. */
public final class WebSocketEcho extends WebSocketServer {

    private WebSocketEcho(InetSocketAddress address) {
        super(address);
    }

    public static void main(String[] arguments) throws Exception {
        WebSocketEcho server = new WebSocketEcho(new InetSocketAddress(arguments[0], 0));
        server.setConnectionLostTimeout(0);
        server.start();
        Signals.open();
        server.stop(1000);
    }

    @Override
    public void onStart() {
        Signals.listening(getPort());
    }

    @Override
    public void onMessage(WebSocket client, String text) {
        client.send(text);
    }

    @Override
    public void onOpen(WebSocket client, ClientHandshake handshake) {
        // Waits for its first text.
    }

    @Override
    public void onClose(WebSocket client, int code, String reason, boolean remote) {
        // Another client may come.
    }

    @Override
    public void onError(WebSocket client, Exception failed) {
        failed.printStackTrace();
    }
}
