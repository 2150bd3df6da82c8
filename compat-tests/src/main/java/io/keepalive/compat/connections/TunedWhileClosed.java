package io.keepalive.compat.connections;

import io.keepalive.compat.application.StandardInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Once a line has come on standard input: sets an option of a socket over and over by one thread while another closes it, with
 * as many sockets as its argument says. Prints {@code closed N}.
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
            // As was to be.
        }
    }
}
