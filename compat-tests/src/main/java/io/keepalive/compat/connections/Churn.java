// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import io.keepalive.compat.application.Daemon;
import io.keepalive.compat.application.StandardInput;
import io.keepalive.compat.application.opening.BlockingOpenings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Opens and closes connections to itself as fast as possible, half of them sockets and half channels, every other one
 * aborted by one end. The argument is the number of threads of each kind. When a line arrives on standard input it
 * opens a connection that it holds.
 *
 * <p>Commands: {@code churn SECONDS NAME}, after which it prints {@code churned NAME OPENED FAILED}.
 */
public final class Churn {

    /** How a connection ends; the client sends it as the only byte. */
    private static final int CLIENT_CLOSES = 0;

    private static final int CLIENT_ABORTS = 1;
    private static final int SERVER_CLOSES = 2;
    private static final int SERVER_ABORTS = 3;
    private static final int ENDS = 4;

    private static final int BACKLOG = 1000;

    private final LongAdder opened = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final long end;

    private Churn(long seconds) {
        end = System.nanoTime() + seconds * 1_000_000_000L;
    }

    /** Creates a socket that is not connected. */
    private interface Sockets {
        Socket open() throws IOException;
    }

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        BlockingOpenings.plain().print("held");
        ServerSocket plain = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        ServerSocket channels = ServerSocketChannel.open().socket();
        channels.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        int threads = Integer.parseInt(arguments[0]);
        for (int i = 0; i < threads; i++) {
            Daemon.start("socket-server-" + i, () -> serve(plain));
            Daemon.start("channel-server-" + i, () -> serve(channels));
        }
        for (String line = StandardInput.nextLine(); line != null; line = StandardInput.nextLine()) {
            String[] words = line.split(" ");
            Churn churn = new Churn(Long.parseLong(words[1]));
            churn.run(threads, plain, channels);
            System.out.println("churned " + words[2] + " " + churn.opened.sum() + " " + churn.failed.sum());
        }
    }

    private void run(int threads, ServerSocket plain, ServerSocket channels) throws InterruptedException {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            clients.add(new Thread(() -> callUntilTheEnd(Socket::new, plain)));
            clients.add(
                    new Thread(() -> callUntilTheEnd(() -> SocketChannel.open().socket(), channels)));
        }
        clients.forEach(Thread::start);
        for (Thread client : clients) {
            client.join();
        }
    }

    private void callUntilTheEnd(Sockets sockets, ServerSocket server) {
        for (int turn = 0; System.nanoTime() < end; turn++) {
            try (Socket socket = sockets.open()) {
                socket.connect(server.getLocalSocketAddress());
                opened.increment();
                call(socket, turn % ENDS);
            } catch (IOException noPortOrNoServer) {
                failed.increment();
            }
        }
    }

    private static void call(Socket socket, int howItEnds) throws IOException {
        socket.getOutputStream().write(howItEnds);
        if (howItEnds == CLIENT_ABORTS) {
            socket.setSoLinger(true, 0);
        } else if (howItEnds >= SERVER_CLOSES) {
            readOne(socket);
        }
    }

    private static void serve(ServerSocket server) throws IOException {
        while (true) {
            try (Socket socket = server.accept()) {
                answer(socket);
            }
        }
    }

    private static void answer(Socket socket) throws IOException {
        int howItEnds = readOne(socket);
        if (howItEnds == SERVER_ABORTS) {
            socket.setSoLinger(true, 0);
        } else if (howItEnds == CLIENT_CLOSES || howItEnds == CLIENT_ABORTS) {
            readOne(socket);
        }
    }

    /** Returns the next byte; -1 at the end, also after a reset. */
    private static int readOne(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException reset) {
            return -1;
        }
    }
}
