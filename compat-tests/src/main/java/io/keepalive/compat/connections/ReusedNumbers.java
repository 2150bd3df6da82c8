// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import io.keepalive.compat.application.Daemon;
import io.keepalive.compat.application.StandardInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Opens connections to its own port TUNED, and sockets that the agent must leave alone: connections to its own port
 * LEFT, a listening socket and a datagram socket. Then it closes a descriptor number and makes it refer to another
 * socket, as native code can without the JVM noticing.
 *
 * <p>Arguments: TUNED LEFT. Commands: {@code open}; {@code reuse NUMBER BY}, after which NUMBER refers to the same
 * socket as BY.
 */
public final class ReusedNumbers {

    private static final int MAX_ATTEMPTS = 500;
    private static final int PAUSE_MILLIS = 10;

    private static final List<Object> KEPT = Collections.synchronizedList(new ArrayList<>());

    private ReusedNumbers() {}

    public static void main(String[] arguments) throws Exception {
        InetSocketAddress tuned = listen(Integer.parseInt(arguments[0]));
        InetSocketAddress left = listen(Integer.parseInt(arguments[1]));
        System.out.println("ready");
        for (String line = StandardInput.nextLine(); line != null; line = StandardInput.nextLine()) {
            String[] words = line.split(" ");
            if (words[0].equals("open")) {
                open(tuned, left);
            } else {
                reuse(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            }
            System.out.println("done " + line);
        }
    }

    private static InetSocketAddress listen(int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        AsynchronousServerSocketChannel server =
                AsynchronousServerSocketChannel.open().bind(address);
        Daemon.start("server-" + port, () -> {
            while (true) {
                KEPT.add(server.accept().get());
            }
        });
        return address;
    }

    private static void open(InetSocketAddress tuned, InetSocketAddress left) throws Exception {
        connect(tuned, "blocking", "nio", "aio", "nio-2");
        connect(left, "left-untouched", "left-tuned");
        ServerSocketChannel listening = ServerSocketChannel.open().bind(anyPort());
        KEPT.add(listening);
        System.out.println("listening " + port(listening.getLocalAddress()));
        KEPT.add(DatagramChannel.open().bind(anyPort()));
    }

    private static void connect(InetSocketAddress server, String... kinds) throws Exception {
        for (String kind : kinds) {
            Object local =
                    kind.equals("blocking") ? blocking(server) : kind.equals("aio") ? aio(server) : nio(server, kind);
            System.out.println("connection " + kind + " connect " + port(local) + " " + server.getPort());
        }
    }

    private static Object blocking(InetSocketAddress server) throws IOException {
        Socket socket = new Socket(server.getAddress(), server.getPort());
        KEPT.add(socket);
        return socket.getLocalSocketAddress();
    }

    private static Object aio(InetSocketAddress server) throws Exception {
        AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
        channel.connect(server).get();
        KEPT.add(channel);
        return channel.getLocalAddress();
    }

    private static Object nio(InetSocketAddress server, String kind) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        KEPT.add(channel);
        if (kind.equals("left-tuned")) {
            channel.socket().setKeepAlive(true);
        }
        return channel.getLocalAddress();
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static int port(Object address) {
        return ((InetSocketAddress) address).getPort();
    }

    /** Works as dup2: the kernel returns the lowest free number, which other threads may take for a moment. */
    private static void reuse(int number, int by) throws Exception {
        RawDescriptors.call("close", number);
        for (int attempt = 1; !take(number, by); attempt++) {
            if (attempt == MAX_ATTEMPTS) {
                throw new IllegalStateException(number + " was taken by another thread");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** Returns false where the number is in use. */
    private static boolean take(int number, int by) throws Exception {
        List<Integer> others = new ArrayList<>();
        int next = (int) RawDescriptors.call("dup", by);
        while (next < number) {
            others.add(next);
            next = (int) RawDescriptors.call("dup", by);
        }
        if (next > number) {
            others.add(next);
        }
        for (int other : others) {
            RawDescriptors.call("close", other);
        }
        return next == number;
    }
}
