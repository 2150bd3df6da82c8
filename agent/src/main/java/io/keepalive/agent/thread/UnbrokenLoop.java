// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.thread;

import io.keepalive.agent.time.Pause;

/**
 * Runs a loop on one of the agent's own threads and continues after every exception: neither exhausted memory nor a
 * {@code Thread.stop} by the application ends a part of the agent.
 *
 * <p>All loops share this one handler for a reason: when memory is exhausted, the JVM may be unable to resolve the
 * class that a {@code catch} names if that handler has never been used, and the exception then passes it. The static
 * initialiser below uses this handler once.
 */
public final class UnbrokenLoop {

    static {
        try {
            Pause.sleep(0);
            throw new IllegalStateException("warm-up");
        } catch (Throwable caught) {
            // The JVM has now resolved what this class needs to catch an exception.
        }
    }

    private UnbrokenLoop() {}

    /**
     * Loads and initialises what a loop needs. Call it before a thread starts whose beginning would otherwise be lost where
     * memory runs out meanwhile.
     */
    public static void prepare() {
        // The static initialiser has done it.
    }

    /** The body of a loop. */
    public interface Body {

        /** Runs one iteration; returns whether to continue. */
        boolean runOnce();

        /**
         * Reports a failed iteration, one second after the failure.
         *
         * @param failure what the iteration threw
         */
        void failed(Throwable failure);
    }

    /** Runs the loop; returns after the first iteration that returns false. */
    public static void run(Body body) {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = body.runOnce();
            } catch (Throwable failure) {
                report(body, failure);
            }
        }
    }

    private static void report(Body body, Throwable failure) {
        try {
            Pause.afterFailure();
            body.failed(failure);
        } catch (Throwable another) {
            // If the failure persists, a later iteration fails too and is reported then.
        }
    }
}
