// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.subject;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Opens new connections until the agent's hooks set SO_KEEPALIVE on them, and prints the time of the first such
 * connections.
 *
 * <p>Each option is read directly after the call that opened the connection. An agent without hooks adopts a connection
 * in a round, which could end just between these two calls. Three tries in a row exclude that.
 */
public final class HooksLive {

    private static final int TRIES_IN_A_ROW = 3;

    /** Leaves the processors to the agent. */
    private static final long BETWEEN_TRIES_MILLIS = 5;

    private static final long LIMIT_NANOS = 30_000_000_000L;

    private HooksLive() {}

    public static void main(String[] arguments) throws Exception {
        long giveUp = System.nanoTime() + LIMIT_NANOS;
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 5, here);
                ServerSocketChannel channels = ServerSocketChannel.open().bind(new InetSocketAddress(here, 0))) {
            long live = 0;
            for (int inARow = 0; inARow < TRIES_IN_A_ROW; ) {
                boolean set = areSet(server) && areSet(channels);
                long now = System.nanoTime();
                if (now > giveUp) {
                    throw new IllegalStateException("no hook has set SO_KEEPALIVE");
                }
                if (set && inARow == 0) {
                    live = now;
                }
                inARow = set ? inARow + 1 : 0;
                Thread.sleep(BETWEEN_TRIES_MILLIS);
            }
            System.out.println("live " + live);
        }
    }

    private static boolean areSet(ServerSocket server) throws IOException {
        try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            boolean clientIsSet = client.getKeepAlive();
            try (Socket accepted = server.accept()) {
                return accepted.getKeepAlive() && clientIsSet;
            }
        }
    }

    private static boolean areSet(ServerSocketChannel server) throws IOException {
        try (SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
            boolean clientIsSet = client.socket().getKeepAlive();
            try (SocketChannel accepted = server.accept()) {
                return accepted.socket().getKeepAlive() && clientIsSet;
            }
        }
    }
}
