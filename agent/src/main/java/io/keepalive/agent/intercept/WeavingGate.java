// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

/** Lets the agent's thread change classes of the JDK until the JVM ends. */
final class WeavingGate {

    private boolean closed;
    private boolean busy;

    /** Before classes are woven: returns false if the gate is closed; otherwise {@link #leave} must follow. */
    synchronized boolean enter() {
        busy = !closed;
        return busy;
    }

    /** Before woven classes are restored, which may also be done when the gate is closed. */
    synchronized void enterToRestore() {
        busy = true;
    }

    /** After either. */
    synchronized void leave() {
        busy = false;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Closes the gate, and waits until the agent's thread has left, at most this long. */
    synchronized void close(long millis) {
        closed = true;
        long end = System.nanoTime() + millis * 1_000_000;
        boolean interrupted = false;
        for (long left = millis; busy && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            try {
                wait(left);
            } catch (InterruptedException restoredBelow) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
