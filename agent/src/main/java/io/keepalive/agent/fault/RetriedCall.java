package io.keepalive.agent.fault;

import io.keepalive.agent.time.Pause;
import java.lang.reflect.InvocationTargetException;

/**
 * A call into the JVM that another agent's transformer can make fail for a moment: while it loads classes itself, whoever
 * needs one of them at the same time gets a {@link LinkageError}, most often a ClassCircularityError. Tried again, with
 * pauses, so never on a thread of the application.
 */
public final class RetriedCall {

    /** After pauses of 5, 10, 20 ... milliseconds: 635 together, which is less than main waits for a module. */
    static final int ATTEMPTS = 8;

    private static final long FIRST_PAUSE_MILLIS = 5;

    private RetriedCall() {}

    /**
     * What is to be called.
     *
     * @param <T> what it gives
     * @param <E> what it may throw beside errors
     */
    public interface Call<T, E extends Exception> {

        /** Makes the call; what fails half-way must be such that it can be made again. */
        T make() throws E;
    }

    /**
     * Makes the call until nothing is in its way, but no more than {@value #ATTEMPTS} times. An interrupt shortens nothing,
     * and is there afterwards.
     *
     * @return what it gives
     * @throws E what it throws that is no obstruction, or throws at the last attempt, as it is
     */
    public static <T, E extends Exception> T make(Call<T, E> call) throws E {
        boolean interrupted = false;
        try {
            long pauseMillis = FIRST_PAUSE_MILLIS;
            for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
                try {
                    return call.make();
                } catch (Exception | LinkageError failure) {
                    if (!isTransient(failure)) {
                        throw failure;
                    }
                }
                interrupted |= Pause.sleep(pauseMillis);
                pauseMillis *= 2;
            }
            return call.make();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether it may go away: not where this JDK is made otherwise, nor where a class has failed for good. */
    public static boolean isTransient(Throwable failure) {
        Throwable thrown = failure;
        while (thrown instanceof InvocationTargetException && thrown.getCause() != null) {
            thrown = thrown.getCause();
        }
        return thrown instanceof LinkageError
                && !(thrown instanceof IncompatibleClassChangeError)
                && !(thrown instanceof ExceptionInInitializerError)
                && !(thrown instanceof UnsupportedClassVersionError);
    }
}
