// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import java.io.IOException;
import java.net.Socket;

/** Sends a byte to a peer that echoes it, repeatedly, and reports at intervals. */
final class RoundTripLoop {

    private static final int ROUND_TRIPS_A_LINE = 50;

    private final Socket socket;
    private long slowestNanos;

    RoundTripLoop(Socket socket) {
        this.socket = socket;
    }

    /**
     * Runs until a call fails. After every {@link #ROUND_TRIPS_A_LINE} round trips prints the time in milliseconds and
     * the slowest round trip so far.
     */
    void talk() throws IOException, InterruptedException {
        while (true) {
            for (int i = 0; i < ROUND_TRIPS_A_LINE; i++) {
                roundTrip();
                Thread.sleep(2);
            }
            System.out.println(
                    "talked at " + System.currentTimeMillis() + ", slowest " + slowestNanos / 1_000_000 + " ms");
        }
    }

    private void roundTrip() throws IOException {
        long before = System.nanoTime();
        socket.getOutputStream().write(1);
        socket.getInputStream().read();
        slowestNanos = Math.max(slowestNanos, System.nanoTime() - before);
    }
}
