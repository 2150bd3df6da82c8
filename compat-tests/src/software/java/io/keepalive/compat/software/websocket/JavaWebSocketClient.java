// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.websocket;

import io.keepalive.compat.software.Signals;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/** A reader of Java-WebSocket: gets a text, and another when it has been idle. */
public final class JavaWebSocketClient extends WebSocketClient {

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

    private JavaWebSocketClient(URI uri) {
        super(uri);
    }

    public static void main(String[] arguments) throws Exception {
        JavaWebSocketClient client =
                new JavaWebSocketClient(URI.create("ws://" + arguments[0] + ":" + arguments[1] + "/"));
        System.out.println(client.connectBlocking());
        client.send("first");
        System.out.println(client.texts.take());
        Signals.open();
        client.send("second");
        System.out.println(client.texts.take());
        client.closeBlocking();
    }

    @Override
    public void onMessage(String text) {
        texts.add(text);
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
        // main sends the first text.
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
        // main ends.
    }

    @Override
    public void onError(Exception failed) {
        failed.printStackTrace();
    }
}
