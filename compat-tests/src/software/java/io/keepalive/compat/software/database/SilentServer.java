// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import io.keepalive.compat.software.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Accepts connections and reads what comes, without an answer, as a database that hangs while a client logs in. */
public final class SilentServer {

    private SilentServer() {}

    public static void main(String[] arguments) throws Exception {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName(arguments[0]));
        Signals.listening(server.getLocalPort());
        while (true) {
            Socket accepted = server.accept();
            new Thread(() -> read(accepted)).start();
        }
    }

    private static void read(Socket accepted) {
        byte[] buffer = new byte[8192];
        try (InputStream in = accepted.getInputStream()) {
            while (in.read(buffer) >= 0) {
                // What the client sends is of no interest.
            }
        } catch (IOException gone) {
            // So has the client.
        }
    }
}
