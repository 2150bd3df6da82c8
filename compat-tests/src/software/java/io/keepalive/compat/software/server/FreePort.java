package io.keepalive.compat.software.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** For servers that must be given a port. */
final class FreePort {

    private FreePort() {}

    static int at(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        }
    }

    /** Waits until something accepts connections there. */
    static void awaitServer(String address, int port) throws InterruptedException {
        while (true) {
            try (Socket connected = new Socket(address, port)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
    }
}
