// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import io.keepalive.compat.application.Daemon;
import io.keepalive.compat.application.StandardInput;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * Opens and closes sockets of all kinds concurrently, so that descriptor numbers pass from one kind to another all the
 * time: connections to its own ports TUNED and LEFT (blocking, by channels and by asynchronous channels), listening
 * sockets and datagram sockets. Sets no options. Each end of a connection waits for the other to close in order.
 *
 * <p>Arguments: TUNED LEFT. Commands: {@code churn SECONDS NAME}, after which it prints {@code churned NAME OPENED
 * FAILED}.
 */
public final class MixedChurn {

    private static final int BACKLOG = 1000;
    /** The agent reads connections that stay open for a moment; the others take over their numbers. */
    private static final int LONGEST_STAY_MILLIS = 20;

    private static final int LONGEST_STAY_OF_OTHERS_MILLIS = 100;

    private final LongAdder opened = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();
    private final long end;

    private MixedChurn(long seconds) {
        end = System.nanoTime() + seconds * 1_000_000_000L;
    }

    /** Opens a socket and finally closes it. */
    private interface Turn {
        void take() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        InetSocketAddress tuned = at(Integer.parseInt(arguments[0]));
        InetSocketAddress left = at(Integer.parseInt(arguments[1]));
        serve(tuned);
        serve(left);
        System.out.println("ready");
        for (String line = StandardInput.nextLine(); line != null; line = StandardInput.nextLine()) {
            String[] words = line.split(" ");
            MixedChurn churn = new MixedChurn(Long.parseLong(words[1]));
            churn.run(tuned, left);
            System.out.println("churned " + words[2] + " " + churn.opened.sum() + " " + churn.failed.sum());
        }
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private void run(InetSocketAddress tuned, InetSocketAddress left) throws InterruptedException {
        for (InetSocketAddress server : new InetSocketAddress[] {tuned, tuned, left}) {
            begin(() -> blocking(server));
            begin(() -> channel(server));
            begin(() -> asynchronous(server));
        }
        begin(() -> stay(new ServerSocket(0, 5, InetAddress.getLoopbackAddress())));
        begin(() -> stay(ServerSocketChannel.open().bind(at(0))));
        begin(() -> stay(AsynchronousServerSocketChannel.open().bind(at(0))));
        begin(() -> stay(new DatagramSocket(at(0))));
        begin(() -> stay(DatagramChannel.open().bind(at(0))));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void begin(Turn turn) {
        threads.add(new Thread(() -> {
            while (System.nanoTime() < end) {
                try {
                    turn.take();
                    opened.increment();
                } catch (Exception noPortOrNoServer) {
                    failed.increment();
                }
            }
        }));
    }

    private static void stay(Closeable socket) throws IOException {
        try {
            pause(LONGEST_STAY_OF_OTHERS_MILLIS);
        } finally {
            socket.close();
        }
    }

    private static void pause(int longestMillis) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(longestMillis));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void blocking(InetSocketAddress server) throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.getOutputStream().write(1);
            pause(LONGEST_STAY_MILLIS);
            socket.getInputStream().read();
        }
    }

    private static void channel(InetSocketAddress server) throws IOException {
        try (SocketChannel channel = SocketChannel.open(server)) {
            channel.write(ByteBuffer.wrap(new byte[1]));
            pause(LONGEST_STAY_MILLIS);
            channel.read(ByteBuffer.allocate(1));
        }
    }

    private static void asynchronous(InetSocketAddress server) throws Exception {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            channel.connect(server).get();
            channel.write(ByteBuffer.wrap(new byte[1])).get();
            pause(LONGEST_STAY_MILLIS);
            channel.read(ByteBuffer.allocate(1)).get();
        }
    }

    private static void serve(InetSocketAddress address) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open().bind(address, BACKLOG);
        for (int i = 0; i < 8; i++) {
            Daemon.start("server-" + address.getPort() + "-" + i, () -> {
                while (true) {
                    answer(server.accept());
                }
            });
        }
    }

    private static void answer(SocketChannel accepted) {
        try (SocketChannel channel = accepted) {
            ByteBuffer one = ByteBuffer.allocate(1);
            if (channel.read(one) == 1) {
                one.flip();
                channel.write(one);
                channel.read(ByteBuffer.allocate(1));
            }
        } catch (IOException clientGone) {
            // Counted by its own thread.
        }
    }
}
