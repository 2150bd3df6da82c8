// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import java.util.concurrent.TimeUnit;

/** Holds the thread of a loop between two iterations while another thread has asked for a pause. */
final class LoopPause {

    private volatile boolean requested;
    /** Guarded by this. */
    private boolean reached;

    /** Whether the loop's thread should call {@link #hold}. */
    boolean isRequested() {
        return requested;
    }

    /** Asks for the pause. The caller wakes the loop, if it sleeps, and calls {@link #awaitReached}. */
    synchronized void request() {
        reached = false;
        requested = true;
        notifyAll();
    }

    /** Waits until the loop's thread is held; returns false if it is not in time. */
    synchronized boolean awaitReached(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; requested && !reached && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return reached;
    }

    /** Ends the pause. */
    synchronized void end() {
        requested = false;
        notifyAll();
    }

    /** On the loop's thread: returns when the pause ends. */
    synchronized void hold() {
        while (requested) {
            reached = true;
            notifyAll();
            try {
                wait();
            } catch (InterruptedException dropped) {
                // Nothing interrupts this thread on purpose.
            }
        }
    }
}
