// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.StandardInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * When a line arrives on standard input, opens as many connections to itself as its argument says, lets the server
 * abort each, and reads, so that the application detects it. Prints the number of reads that failed.
 */
public final class Resets {

    private Resets() {}

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        int failed = 0;
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (int i = Integer.parseInt(arguments[0]); i > 0; i--) {
                failed += openAndBeReset(server) ? 1 : 0;
            }
        }
        System.out.println("failed reads " + failed);
        OneOfEachKind.holdOpen();
    }

    private static boolean openAndBeReset(ServerSocket server) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
            abort(server.accept());
            return readFails(client);
        }
    }

    private static void abort(Socket accepted) throws IOException {
        accepted.setSoLinger(true, 0);
        accepted.close();
    }

    private static boolean readFails(Socket client) {
        try {
            client.getInputStream().read();
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
