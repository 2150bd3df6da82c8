// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.websocket;

import io.keepalive.compat.software.Signals;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.websocket.ClientEndpointConfig;
import javax.websocket.ContainerProvider;
import javax.websocket.Endpoint;
import javax.websocket.EndpointConfig;
import javax.websocket.MessageHandler;
import javax.websocket.Session;

/** A reader of Tyrus: gets a text, and another when it has been idle. */
public final class TyrusJavaxClient extends Endpoint implements MessageHandler.Whole<String> {

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

    private TyrusJavaxClient() {}

    public static void main(String[] arguments) throws Exception {
        TyrusJavaxClient reader = new TyrusJavaxClient();
        Session session = ContainerProvider.getWebSocketContainer()
                .connectToServer(
                        reader,
                        ClientEndpointConfig.Builder.create().build(),
                        URI.create("ws://" + arguments[0] + ":" + arguments[1] + "/"));
        session.getBasicRemote().sendText("first");
        System.out.println(reader.texts.take());
        Signals.open();
        session.getBasicRemote().sendText("second");
        System.out.println(reader.texts.take());
        session.close();
        System.exit(0);
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.addMessageHandler(this);
    }

    @Override
    public void onMessage(String text) {
        texts.add(text);
    }
}
