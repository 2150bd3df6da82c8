// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import java.util.concurrent.TimeUnit;

/** Holds the thread of a loop between two iterations while another thread has asked for a pause. */
final class LoopPause {

    /** The number of the request in force; 0 where none is. */
    private volatile int request;
    /** Guarded by this, like the field below. */
    private int lastRequest;

    private boolean reached;

    /** The request for which the loop's thread should do what is due and then call {@link #hold}; 0 where there is none. */
    int request() {
        return request;
    }

    /** Asks for the pause. The caller wakes the loop, if it sleeps, and calls {@link #awaitReached}. */
    synchronized void begin() {
        reached = false;
        request = ++lastRequest;
        notifyAll();
    }

    /** Waits until the loop's thread is held; returns false if it is not in time. */
    synchronized boolean awaitReached(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; request > 0 && !reached && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return reached;
    }

    /** Ends the pause. */
    synchronized void end() {
        request = 0;
        notifyAll();
    }

    /**
     * On the loop's thread: returns when the pause ends. Returns at once where this request is no longer in force: what is due
     * for another has not been done.
     */
    synchronized void hold(int done) {
        while (request == done) {
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
