// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.websocket;

import io.keepalive.compat.software.Signals;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A reader of Tyrus: gets a text, and another when it has been idle. */
public final class TyrusJakartaClient extends Endpoint implements MessageHandler.Whole<String> {

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

    private TyrusJakartaClient() {}

    public static void main(String[] arguments) throws Exception {
        TyrusJakartaClient reader = new TyrusJakartaClient();
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
