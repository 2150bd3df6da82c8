// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import io.keepalive.compat.application.Daemon;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers every request on one connection and keeps it open. */
final class TinyHttpServer {

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

    TinyHttpServer() throws IOException {
        Daemon.start("http", this::serveOne);
    }

    int port() {
        return server.getLocalPort();
    }

    private void serveOne() throws IOException {
        Socket session = server.accept();
        System.out.println("session " + session.getPort());
        BufferedReader request =
                new BufferedReader(new InputStreamReader(session.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = request.readLine(); line != null; line = request.readLine()) {
            if (line.isEmpty()) {
                session.getOutputStream().write(ANSWER);
            }
        }
    }
}
