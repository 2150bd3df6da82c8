// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.subject;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Opens a connection to itself in main's first line, prints its ports and the time, and holds it until its input ends.
 */
public final class FirstConnection {

    private FirstConnection() {}

    public static void main(String[] arguments) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            System.out.println(
                    "opened " + client.getLocalPort() + " " + accepted.getLocalPort() + " " + System.nanoTime());
            while (System.in.read() >= 0) {
                // Ignored until it ends.
            }
        }
    }
}
