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
 * Holds many connections. Does what it is told on standard input, and answers each line:
 *
 * <ul>
 *   <li>{@code listen}: accepts whatever comes from now on; answers with the port
 *   <li>{@code blocking N PORT}, {@code nio N PORT}: opens so many to that port
 *   <li>{@code allocated}: how many bytes the agent's thread has allocated in its life
 *   <li>{@code gap}: begins to measure how long this application is held up; {@code longest} tells the longest time
 *       since it was last asked, in nanoseconds
 * </ul>
 */
public final class HeldConnections {

    /** So that one peer's ports are enough for all. */
    private static final int PEER_ADDRESSES = 4;

    private final List<Closeable> kept = new ArrayList<>();
    private BusyThread busyThread;

    private HeldConnections() {}

    public static void main(String[] arguments) throws Exception {
        HeldConnections manyConnections = new HeldConnections();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println("done " + manyConnections.perform(line.split(" ")));
        }
        // The connections are closed by the kernel, and nobody waits.
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
