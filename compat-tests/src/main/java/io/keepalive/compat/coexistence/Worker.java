package io.keepalive.compat.coexistence;

import io.keepalive.compat.application.UseOfSockets;
import java.io.IOException;

/** Uses sockets on its own thread in a loop until it is stopped. */
final class Worker extends Thread {

    private final UseOfSockets sockets = new UseOfSockets();
    private volatile long turns;
    private volatile boolean enough;

    Worker(String name) throws IOException {
        super(name);
        setDaemon(true);
    }

    @Override
    public void run() {
        while (!enough) {
            try {
                sockets.once();
                turns++;
            } catch (IOException noPort) {
                Thread.yield();
            }
        }
    }

    /** The number of completed rounds. */
    long turns() {
        return turns;
    }

    /**
     * Waits until so many more rounds are complete, the thread has ended, or a minute has passed; returns whether the
     * rounds are complete.
     */
    boolean awaitTurns(long more) throws InterruptedException {
        long until = turns + more;
        long end = System.nanoTime() + 60_000_000_000L;
        while (turns < until && isAlive() && System.nanoTime() < end) {
            Thread.sleep(1);
        }
        return turns >= until;
    }

    void end() throws IOException {
        enough = true;
        sockets.close();
    }
}
