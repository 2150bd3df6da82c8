package io.keepalive.agent.time;

/** A while in which a thread does nothing, ignored interrupts it: nobody has cause to interrupt the agent's. */
public final class Pause {

    /** After a failure, in milliseconds, so that one which stays does not keep a processor busy. */
    public static final long AFTER_FAILURE_MILLIS = 1_000;

    private Pause() {}

    /** On the thread that failed. */
    public static void afterFailure() {
        sleep(AFTER_FAILURE_MILLIS);
    }

    /**
     * Returns when it is over.
     *
     * @param millis how long
     * @return whether the thread has been interrupted, which is forgotten
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
