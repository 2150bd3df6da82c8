// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.subject;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** An application thread that is never idle: reads the clock and sends itself a byte in a loop. */
final class BusyThread implements Runnable {

    private final AtomicLong longestNanos = new AtomicLong();

    private BusyThread() {}

    static BusyThread begin() {
        BusyThread busyThread = new BusyThread();
        Thread thread = new Thread(busyThread, "busy");
        thread.setDaemon(true);
        thread.start();
        return busyThread;
    }

    /**
     * The longest time between two readings of the clock since the previous call, including the transfer of one byte.
     */
    long longestNanos() {
        return longestNanos.getAndSet(0);
    }

    @Override
    public void run() {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 5, here);
                Socket client = new Socket(here, server.getLocalPort());
                Socket accepted = server.accept()) {
            long last = System.nanoTime();
            while (true) {
                client.getOutputStream().write(1);
                accepted.getInputStream().read();
                long now = System.nanoTime();
                if (now - last > longestNanos.get()) {
                    longestNanos.set(now - last);
                }
                last = now;
            }
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
