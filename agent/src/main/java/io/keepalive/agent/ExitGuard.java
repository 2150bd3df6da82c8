// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

/**
 * A shutdown hook that delays the JVM's exit until the configuration has been read, so that an error in it is reported
 * even if the application exits at once. Does not affect an application that runs longer than the reading.
 */
public final class ExitGuard implements Runnable {

    /** The limit for a configuration on a file system that does not answer. */
    private static final long TIMEOUT_MILLIS = 2_000;

    private boolean released;
    private Thread hook;

    private ExitGuard() {}

    /** Delays the exit from now on. */
    public static ExitGuard install() {
        ExitGuard exitGuard = new ExitGuard();
        exitGuard.hook = KeepaliveAgent.newThread("keepalive-start-exit", exitGuard);
        try {
            Runtime.getRuntime().addShutdownHook(exitGuard.hook);
        } catch (IllegalStateException endingAlready) {
            exitGuard.released = true;
        }
        return exitGuard;
    }

    /** Does not delay the exit. */
    static ExitGuard released() {
        ExitGuard exitGuard = new ExitGuard();
        exitGuard.released = true;
        return exitGuard;
    }

    @Override
    public synchronized void run() {
        long end = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000;
        try {
            for (long left = TIMEOUT_MILLIS; !released && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the JVM exit: the configuration is valid, or its errors are reported. May be called more than once. */
    public synchronized void release() {
        if (!released) {
            released = true;
            notifyAll();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException | SecurityException endingOrDenied) {
                hook = null;
            }
        }
    }
}
