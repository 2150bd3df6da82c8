// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts connections and gives each of them a thread. */
final class LineServer implements Closeable {

    /** Serves one caller until it disconnects. */
    interface Conversation {
        void hold(LineChannel caller) throws IOException;
    }

    private final String name;
    private final ServerSocket listening;
    private final Conversation conversation;
    private final AtomicInteger callers = new AtomicInteger();

    /** @param port 0 for any free one */
    LineServer(String name, int port, Conversation conversation) throws IOException {
        this.name = name;
        this.listening = new ServerSocket(port);
        this.conversation = conversation;
    }

    int port() {
        return listening.getLocalPort();
    }

    void start() {
        Threads.serve(name + "-accept", this::acceptAll);
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Threads.daemon(name + "-" + callers.incrementAndGet(), () -> talk(socket));
            } catch (IOException e) {
                Journal.note(name + " stopped accepting: " + e.getMessage());
            }
        }
    }

    private void talk(Socket socket) {
        try (LineChannel caller = new LineChannel(socket)) {
            conversation.hold(caller);
        } catch (IOException e) {
            Journal.note(name + " lost a caller: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
