// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.hosts;

import io.keepalive.compat.application.Daemon;
import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.StandardInput;
import io.keepalive.compat.application.opening.ConnectKinds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/**
 * When a line arrives on standard input, opens one connection of each kind named by the arguments, prints the ports of
 * both ends, sends a request by HTTP to itself, prints the answer, and holds the connections open.
 */
public final class HostedApplication {

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private HostedApplication() {}

    public static void main(String[] kinds) throws Exception {
        open(kinds);
        OneOfEachKind.holdOpen();
    }

    /** Does all but hold the connections open. */
    public static void open(String[] kinds) throws Exception {
        System.out.println("begun");
        StandardInput.nextLine();
        for (String kind : kinds) {
            ConnectKinds.named(kind).open().print(kind);
        }
        System.out.println("answer " + call());
    }

    /** The method that other agents trace. */
    static String call() throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Daemon.start("http", () -> answerOne(server));
        URL address = new URL("http://127.0.0.1:" + server.getLocalPort() + "/");
        try (InputStream body = address.openConnection().getInputStream()) {
            return new BufferedReader(new InputStreamReader(body, StandardCharsets.US_ASCII)).readLine();
        }
    }

    private static void answerOne(ServerSocket server) throws IOException {
        Socket session = server.accept();
        BufferedReader request =
                new BufferedReader(new InputStreamReader(session.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = request.readLine(); line != null; line = request.readLine()) {
            if (line.isEmpty()) {
                session.getOutputStream().write(ANSWER);
            }
        }
    }
}
