// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A service with inbound and outbound connections, or one of the hosts around it:
 *
 * <pre>
 * Shop service PORT POOL...   accepts connections, and has pools of connections to others
 * Shop clients POOL...        has pools of connections to the service
 * Shop peer PORT              accepts connections; they are reset when it is killed
 * </pre>
 *
 * POOL is HOST:PORT:CONNECTIONS:WRITES. Five times a second a pool opens lost connections again, and writes to WRITES of its
 * connections, chosen at random.
 */
public class Shop {

    private static final int TICK_MILLIS = 200;
    private static final int CONNECT_MILLIS = 1_000;
    private static final int OPENED_PER_TICK = 8;

    public static void main(String[] arguments) throws Exception {
        int pools = 1;
        if (!arguments[0].equals("clients")) {
            pools = 2;
            boolean resets = arguments[0].equals("peer");
            ServerSocketChannel server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(Integer.parseInt(arguments[1])), 1_000);
            server.configureBlocking(false);
            new Thread(() -> accept(server, resets), "clients").start();
        }
        for (int i = pools; i < arguments.length; i++) {
            String[] pool = arguments[i].split(":");
            InetSocketAddress peer = new InetSocketAddress(pool[0], Integer.parseInt(pool[1]));
            int size = Integer.parseInt(pool[2]);
            int writes = Integer.parseInt(pool[3]);
            new Thread(() -> keepOpen(peer, size, writes), "pool to port " + pool[1]).start();
        }
    }

    private static void accept(ServerSocketChannel server, boolean resets) {
        List<SocketChannel> accepted = new ArrayList<>();
        while (true) {
            try {
                for (SocketChannel next = server.accept(); next != null; next = server.accept()) {
                    next.configureBlocking(false);
                    if (resets) {
                        next.setOption(StandardSocketOptions.SO_LINGER, 0);
                    }
                    accepted.add(next);
                }
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
            accepted.removeIf(Shop::isLost);
            pause();
        }
    }

    private static void keepOpen(InetSocketAddress peer, int size, int writes) {
        List<SocketChannel> open = new ArrayList<>();
        Random random = new Random(1);
        while (true) {
            for (int i = 0; i < OPENED_PER_TICK && open.size() < size; i++) {
                SocketChannel opened = open(peer);
                if (opened == null) {
                    break;
                }
                open.add(opened);
            }
            for (int i = 0; i < writes && !open.isEmpty(); i++) {
                int chosen = random.nextInt(open.size());
                if (write(open.get(chosen)) || isLost(open.get(chosen))) {
                    open.remove(chosen);
                }
            }
            pause();
        }
    }

    /** A connection without keepalive, as old libraries open them, or null if the peer does not answer. */
    private static SocketChannel open(InetSocketAddress peer) {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            channel.socket().connect(peer, CONNECT_MILLIS);
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, false);
            return channel;
        } catch (IOException noAnswer) {
            close(channel);
            return null;
        }
    }

    /** Whether the connection is lost, and is therefore closed. */
    private static boolean write(SocketChannel channel) {
        try {
            channel.write(ByteBuffer.allocate(8 * 1024));
            return false;
        } catch (IOException lost) {
            close(channel);
            return true;
        }
    }

    /** Reads and discards. Whether the connection is lost, and is therefore closed. */
    private static boolean isLost(SocketChannel channel) {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        try {
            int read;
            do {
                buffer.clear();
                read = channel.read(buffer);
            } while (read > 0);
            if (read == 0) {
                return false;
            }
        } catch (IOException lost) {
            // Closed below.
        }
        close(channel);
        return true;
    }

    private static void close(SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException closedAllTheSame) {
            // Nothing is left to do.
        }
    }

    private static void pause() {
        try {
            Thread.sleep(TICK_MILLIS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
