package io.keepalive.compat.application;

import java.io.IOException;
import java.net.Socket;

/** Sends a byte to a peer that echoes it, again and again, and now and then says how that went. */
final class RoundTripLoop {

    private static final int ROUND_TRIPS_A_LINE = 50;

    private final Socket socket;
    private long slowestNanos;

    RoundTripLoop(Socket socket) {
        this.socket = socket;
    }

    /** Until it fails. After so many round trips prints the time in milliseconds and the slowest one until now. */
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
