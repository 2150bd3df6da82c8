// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.subject;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds many connections. Answers each command on standard input:
 *
 * <ul>
 *   <li>{@code listen}: accepts all connections from now on; answers with the port
 *   <li>{@code blocking N PORT}, {@code nio N PORT}: opens so many connections to that port
 *   <li>{@code allocated}: the number of bytes that the agent's thread has allocated so far
 *   <li>{@code gap}: starts to measure pauses of the application; {@code longest} answers with the longest since the
 *         previous {@code longest}, in nanoseconds
 * </ul>
 */
public final class HeldConnections {

    /** Enough for the ports of one peer to suffice. */
    private static final int PEER_ADDRESSES = 4;

    private final List<Closeable> kept = new ArrayList<>();
    private BusyThread busyThread;

    private HeldConnections() {}

    public static void main(String[] arguments) throws Exception {
        HeldConnections connections = new HeldConnections();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println("done " + connections.perform(line.split(" ")));
        }
        // The kernel closes the connections, without a wait.
        Runtime.getRuntime().halt(0);
    }

    private long perform(String[] words) throws Exception {
        switch (words[0]) {
            case "listen":
                return listen();
            case "blocking":
            case "nio":
                return open(words[0].equals("nio"), Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "allocated":
                return AgentThread.allocatedBytes();
            case "gap":
                busyThread = BusyThread.begin();
                return 0;
            case "longest":
                return busyThread.longestNanos();
            default:
                throw new IllegalArgumentException(words[0]);
        }
    }

    private int listen() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(0), 4096);
        Thread acceptor = new Thread(() -> acceptAll(server), "acceptor");
        acceptor.setDaemon(true);
        acceptor.start();
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private static void acceptAll(ServerSocketChannel server) {
        List<SocketChannel> accepted = new ArrayList<>();
        try {
            while (true) {
                accepted.add(server.accept());
            }
        } catch (IOException failed) {
            throw new IllegalStateException("after " + accepted.size() + " connections", failed);
        }
    }

    private int open(boolean nio, int number, int port) throws IOException {
        for (int i = 0; i < number; i++) {
            InetSocketAddress peer = new InetSocketAddress(peer(i), port);
            kept.add(nio ? SocketChannel.open(peer) : new Socket(peer.getAddress(), port));
        }
        return kept.size();
    }

    private static InetAddress peer(int number) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (1 + number % PEER_ADDRESSES)});
    }
}
