// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.subject;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * For each line on standard input, {@code HOST PORT read} or {@code HOST PORT idle}, opens a connection, answers with
 * {@code opened PORT}, and holds it. With {@code read}, a thread reads it and prints {@code failed PORT NANOS} when
 * that fails.
 */
public final class ConnectionOpener {

    private ConnectionOpener() {}

    public static void main(String[] arguments) throws Exception {
        List<Socket> kept = new ArrayList<>();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            Socket socket = new Socket(words[0], Integer.parseInt(words[1]));
            kept.add(socket);
            if (words[2].equals("read")) {
                read(socket);
            }
            System.out.println("opened " + socket.getLocalPort());
        }
        Runtime.getRuntime().halt(0);
    }

    private static void read(Socket socket) {
        int port = socket.getLocalPort();
        Thread reader = new Thread(
                () -> {
                    try {
                        socket.getInputStream().read();
                    } catch (IOException failed) {
                        System.out.println("failed " + port + " " + System.nanoTime());
                    }
                },
                "reader");
        reader.setDaemon(true);
        reader.start();
    }
}
