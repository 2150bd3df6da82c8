// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.fault;

import io.keepalive.agent.time.Pause;
import java.lang.reflect.InvocationTargetException;

/**
 * Retries a call into the JVM that a class transformer of another agent can make fail for a moment: while the
 * transformer loads classes itself, another thread that needs one of them gets a {@link LinkageError}, most often a
 * ClassCircularityError. Pauses between the attempts, so never use it on an application thread.
 */
public final class RetriedCall {

    /** The pauses of 5, 10, 20 ... milliseconds add up to 635, less than the time that main waits for a module. */
    static final int ATTEMPTS = 8;

    private static final long FIRST_PAUSE_MILLIS = 5;

    private RetriedCall() {}

    /**
     * The call to make.
     *
     * @param <T> its result
     * @param <E> the checked exception that it may throw
     */
    public interface Call<T, E extends Exception> {

        /** Makes the call. After a failure it must be possible to make it again from the start. */
        T make() throws E;
    }

    /**
     * Makes the call until it succeeds or fails for another reason, at most {@value #ATTEMPTS} times. An interrupt does
     * not shorten the pauses; the interrupt flag is set again afterwards.
     *
     * @return the result of the call
     * @throws E the failure, unchanged, where it is not transient or the last attempt has failed
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

    /** Whether the failure may go away: an incompatible JDK or a class whose initialiser has failed stays as it is. */
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
