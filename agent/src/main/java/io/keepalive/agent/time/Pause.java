// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.time;

/** Sleeps that an interrupt does not shorten: there is no reason to interrupt a thread of the agent. */
public final class Pause {

    /** The pause after a failure, in milliseconds; a persistent failure then does not keep a processor busy. */
    public static final long AFTER_FAILURE_MILLIS = 1_000;

    private Pause() {}

    /** Pauses the thread that failed. */
    public static void afterFailure() {
        sleep(AFTER_FAILURE_MILLIS);
    }

    /**
     * Sleeps for the whole time.
     *
     * @param millis the time to sleep
     * @return whether the thread was interrupted; its interrupt flag is cleared
     */
    public static boolean sleep(long millis) {
        boolean interrupted = false;
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0; left = (end - System.nanoTime() + 999_999) / 1_000_000) {
            try {
                Thread.sleep(left);
            } catch (InterruptedException ignored) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
