// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.hosts;

import io.keepalive.compat.application.Daemon;
import io.keepalive.compat.application.StandardInput;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens as many connections to itself as its argument says when a line arrives on standard input, each in a virtual
 * thread of its own that reads from it. Resets all of them at the next line and prints what the threads have received
 * (Java 21 and later).
 */
public final class VirtualThreads {

    private final int number;
    private final ServerSocket server;
    private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger resets = new AtomicInteger();
    private final CountDownLatch open;
    private final CountDownLatch ended;

    private VirtualThreads(int number) throws IOException {
        this.number = number;
        server = new ServerSocket(0, number, InetAddress.getLoopbackAddress());
        open = new CountDownLatch(2 * number);
        ended = new CountDownLatch(number);
    }

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        new VirtualThreads(Integer.parseInt(arguments[0])).run();
    }

    private void run() throws Exception {
        Daemon.start("acceptor", this::acceptAll);
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        for (int i = 0; i < number; i++) {
            start.invoke(null, (Runnable) this::openAndRead);
        }
        open.await();
        System.out.println("open " + accepted.size());
        StandardInput.nextLine();
        for (Socket end : accepted) {
            end.setSoLinger(true, 0);
            end.close();
        }
        ended.await();
        System.out.println("reset " + resets);
    }

    private void acceptAll() throws IOException {
        for (int i = 0; i < number; i++) {
            accepted.add(server.accept());
            open.countDown();
        }
    }

    private void openAndRead() {
        try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            open.countDown();
            client.getInputStream().read();
        } catch (IOException reset) {
            if ("Connection reset".equals(reset.getMessage())) {
                resets.incrementAndGet();
            }
        }
        ended.countDown();
    }
}
