// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.keepalive.compat.software.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends each line back. */
public final class LineEcho {

    private LineEcho() {}

    public static void main(String[] arguments) throws Exception {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName(arguments[0]));
        Thread accepting = new Thread(() -> accept(server));
        accepting.setDaemon(true);
        accepting.start();
        Signals.listening(server.getLocalPort());
        Signals.open();
    }

    private static void accept(ServerSocket server) {
        while (true) {
            try (Socket client = server.accept()) {
                echo(client);
            } catch (IOException gone) {
                // The next client comes.
            }
        }
    }

    private static void echo(Socket client) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            client.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }
}
