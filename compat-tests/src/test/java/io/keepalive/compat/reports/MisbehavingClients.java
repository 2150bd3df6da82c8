// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

import io.keepalive.testkit.Await;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Clients of the metrics port that do not behave as Prometheus does. Closing disconnects them all. */
final class MisbehavingClients implements Closeable {

    /** The oldest are disconnected when there are more: the test has a limited number of descriptors too. */
    private static final int AT_A_TIME = 400;

    private static final int LIMIT_MILLIS = 60_000;

    private static final String BEGINNING = "GET /metrics HTTP/1.1\r\nHost: test\r\nX-Slowly: ";
    private static final String SCRAPE = "GET /metrics HTTP/1.1\r\nHost: test\r\n\r\n";

    private final int port;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    MisbehavingClients(int port) {
        this.port = port;
    }

    /** So many connect and send nothing. */
    void connectSilently(int number) {
        for (int i = 0; i < number; i++) {
            connect();
        }
    }

    /** So many send a part of a request. */
    void sendPartOfRequest(int number) {
        for (int i = 0; i < number; i++) {
            send(connect(), BEGINNING);
        }
    }

    /**
     * So many send a request forever, one byte at a time, and connect again some time after they are disconnected. At once,
     * they would displace every other client within some hundredths of a second.
     */
    void sendSlowly(int number) {
        for (int i = 0; i < number; i++) {
            inBackground(() -> {
                Socket socket = connect();
                send(socket, BEGINNING);
                while (send(socket, "x")) {
                    Await.pause(Duration.ofMillis(50));
                }
                Await.pause(Duration.ofSeconds(2));
            });
        }
    }

    /** So many request the metrics and do not read them. */
    void requestWithoutReading(int number) {
        for (int i = 0; i < number; i++) {
            send(connect(), SCRAPE);
        }
    }

    /** Keeps opening connections, with a request and without, which stay open. */
    void keepConnecting() {
        inBackground(() -> {
            requestWithoutReading(1);
            connectSilently(1);
            Await.pause(Duration.ofMillis(20));
        });
    }

    /** Sends a request and returns everything up to the end of the connection; empty after a reset. */
    String ask(String request) {
        Socket socket = connect();
        start(() -> send(socket, request));
        return readToTheEnd(socket);
    }

    /** Waits until the oldest have been disconnected; before, they may not even be accepted. */
    void awaitDisconnected(int number) {
        sockets.stream().limit(number).forEach(MisbehavingClients::readToTheEnd);
    }

    private static String readToTheEnd(Socket socket) {
        try {
            socket.setSoTimeout(LIMIT_MILLIS);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException noEnd) {
            throw new AssertionError("neither answered nor disconnected", noEnd);
        } catch (IOException reset) {
            return "";
        }
    }

    private void inBackground(Runnable action) {
        start(() -> {
            while (!closed) {
                try {
                    action.run();
                } catch (UncheckedIOException refused) {
                    Await.pause(Duration.ofMillis(20));
                }
            }
        });
    }

    private static void start(Runnable action) {
        Thread client = new Thread(action);
        client.setDaemon(true);
        client.start();
    }

    private Socket connect() {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(socket);
            if (sockets.size() > AT_A_TIME) {
                sockets.remove().close();
            }
            return socket;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns whether the write succeeded. */
    private static boolean send(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        } catch (IOException disconnected) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        disconnect();
    }

    /** Closes all connections and opens no more. */
    void disconnect() throws IOException {
        closed = true;
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
