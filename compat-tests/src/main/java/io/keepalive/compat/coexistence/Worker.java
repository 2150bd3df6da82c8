// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import io.keepalive.compat.application.UseOfSockets;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/** Uses sockets on its own thread in a loop until it is stopped. */
final class Worker extends Thread {

    /** Shorter than a test waits for a line of output, so that the test says what the thread did. */
    private static final long LIMIT_NANOS = 20_000_000_000L;

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

    /**
     * Waits until so many more rounds are complete, the thread has ended, it waits for a lock of the JDK, or some time has
     * passed; returns whether the rounds are complete.
     */
    boolean awaitTurns(long more) throws InterruptedException {
        long until = turns + more;
        long end = System.nanoTime() + LIMIT_NANOS;
        while (turns < until && isAlive() && System.nanoTime() < end && !waitsForLockOfTheJdk()) {
            Thread.sleep(1);
        }
        return turns >= until;
    }

    /** Its sockets are its own, so no other thread takes their locks: it waits for ever. No code of the agent is involved. */
    boolean waitsForLockOfTheJdk() {
        if (getState() != State.WAITING) {
            return false;
        }
        boolean locks = false;
        for (StackTraceElement call : getStackTrace()) {
            if (call.getClassName().startsWith("io.keepalive.agent.")) {
                return false;
            }
            locks |= call.getClassName().equals(ReentrantLock.class.getName());
        }
        return locks;
    }

    void end() throws IOException {
        enough = true;
        sockets.close();
    }
}
