// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.jmh;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** With java.net: one thread per connection at the far end. */
final class BlockingEcho implements EchoConnections {

    private final List<Socket> clients = new ArrayList<>();
    private final byte[] message = new byte[MESSAGE];

    BlockingEcho(int connections) throws IOException {
        try (ServerSocket server = new ServerSocket(0, connections, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < connections; i++) {
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                client.setTcpNoDelay(true);
                clients.add(client);
                echo(server.accept());
            }
        }
    }

    private static void echo(Socket accepted) throws IOException {
        accepted.setTcpNoDelay(true);
        Thread thread = new Thread(() -> {
            byte[] buffer = new byte[MESSAGE];
            try {
                while (fill(accepted.getInputStream(), buffer)) {
                    accepted.getOutputStream().write(buffer);
                }
                accepted.close();
            } catch (IOException ended) {
                // Ends with the measurement.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static boolean fill(InputStream in, byte[] buffer) throws IOException {
        int filled = 0;
        while (filled < buffer.length) {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                return false;
            }
            filled += read;
        }
        return true;
    }

    @Override
    public void roundTrip() throws IOException {
        for (Socket client : clients) {
            client.getOutputStream().write(message);
        }
        for (Socket client : clients) {
            fill(client.getInputStream(), message);
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }
}
