// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import io.keepalive.compat.application.StandardInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * When a line arrives on standard input, one thread sets an option of a socket repeatedly while another closes it,
 * with as many sockets as the argument says. Prints {@code closed N}.
 */
public final class TunedWhileClosed {

    private TunedWhileClosed() {}

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        int number = Integer.parseInt(arguments[0]);
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < number; i++) {
                closeUnderway(server);
            }
        }
        System.out.println("closed " + number);
    }

    private static void closeUnderway(ServerSocket server) throws IOException, InterruptedException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        Socket accepted = server.accept();
        Thread tuner = new Thread(() -> tuneUntilClosed(client));
        tuner.start();
        Thread.sleep(0, 200_000);
        client.close();
        accepted.close();
        tuner.join();
    }

    private static void tuneUntilClosed(Socket socket) {
        try {
            while (!socket.isClosed()) {
                socket.setKeepAlive(true);
            }
        } catch (IOException closed) {
            // Expected.
        }
    }
}
