// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application.opening;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Connections by java.net.Socket and ServerSocket. */
public final class BlockingOpenings {

    private static final int TIMEOUT_MILLIS = 30_000;

    private BlockingOpenings() {}

    public static Pair plain() throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        return Pair.of(client, server, server.accept());
    }

    static Pair withTimeout() throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        server.setSoTimeout(TIMEOUT_MILLIS);
        Socket client = new Socket();
        client.connect(server.getLocalSocketAddress(), TIMEOUT_MILLIS);
        return Pair.of(client, server, server.accept());
    }

    static Pair acceptedBySubclass() throws IOException {
        ServerSocket server = new CountingServerSocket();
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        return Pair.of(client, server, server.accept());
    }

    /** Some frameworks create accepted sockets of their own class this way. */
    private static final class CountingServerSocket extends ServerSocket {

        CountingServerSocket() throws IOException {
            super(0, 5, InetAddress.getLoopbackAddress());
        }

        @Override
        public Socket accept() throws IOException {
            Socket accepted = new CountedSocket();
            implAccept(accepted);
            return accepted;
        }
    }

    private static final class CountedSocket extends Socket {}
}
