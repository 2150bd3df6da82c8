package io.keepalive.agent.kernel;

/** A while in which one of the agent's own threads does nothing, whoever interrupts it: nobody has cause to. */
public final class Pause {

    /** After a failure, in milliseconds, so that one which stays does not keep a processor busy. */
    public static final long AFTER_FAILURE_MILLIS = 1_000;

    private Pause() {}

    /** On the thread that failed. */
    public static void afterFailure() {
        of(AFTER_FAILURE_MILLIS);
    }

    /**
     * Returns when it is over; an interrupt is forgotten.
     *
     * @param millis how long
     */
    public static void of(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0; left = (end - System.nanoTime() + 999_999) / 1_000_000) {
            try {
                Thread.sleep(left);
            } catch (InterruptedException whoever) {
                // The rest of it is still to come.
            }
        }
    }
}
