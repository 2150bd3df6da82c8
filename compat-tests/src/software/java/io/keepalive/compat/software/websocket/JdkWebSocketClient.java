// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.websocket;

import io.keepalive.compat.software.Signals;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** A reader of the JDK: gets a text, and another when it has been idle. */
public final class JdkWebSocketClient implements WebSocket.Listener {

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

    private JdkWebSocketClient() {}

    public static void main(String[] arguments) throws Exception {
        JdkWebSocketClient reader = new JdkWebSocketClient();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + arguments[0] + ":" + arguments[1] + "/"), reader)
                .get();
        socket.sendText("first", true).get();
        System.out.println(reader.texts.take());
        Signals.open();
        socket.sendText("second", true).get();
        System.out.println(reader.texts.take());
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        texts.add(text.toString());
        socket.request(1);
        return null;
    }
}
