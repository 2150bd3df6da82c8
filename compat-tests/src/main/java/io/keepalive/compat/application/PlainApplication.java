// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;

/**
 * Prints a line, waits for a line on standard input, uses a connection, prints what was received, and exits with
 * status 7.
 */
public final class PlainApplication {

    public static final int STATUS = 7;

    private PlainApplication() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("started with " + Arrays.toString(arguments));
        System.err.println("a complaint of the application itself");
        useConnectionAndExit();
    }

    /** Waits for a line on standard input, uses a connection and exits. */
    public static void useConnectionAndExit() throws Exception {
        StandardInput.nextLine();
        System.out.println("received " + throughLoopback(42));
        System.exit(STATUS);
    }

    public static int throughLoopback(int value) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            client.getOutputStream().write(value);
            return accepted.getInputStream().read();
        }
    }
}
