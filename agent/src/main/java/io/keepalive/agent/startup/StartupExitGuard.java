package io.keepalive.agent.startup;

import io.keepalive.agent.thread.DaemonThreads;

/**
 * A shutdown hook that delays the JVM's exit until the configuration has been read, so that an error in it is reported
 * even if the application exits at once. Does not affect an application that runs longer than the reading.
 */
final class StartupExitGuard implements Runnable {

    /** The limit for a configuration on a file system that does not answer. */
    private static final long PATIENCE_MILLIS = 2_000;

    private boolean released;
    private Thread hook;

    private StartupExitGuard() {}

    /** Installs the hook. */
    static StartupExitGuard install() {
        StartupExitGuard exitGuard = new StartupExitGuard();
        exitGuard.hook = DaemonThreads.create("keepalive-start-exit", exitGuard);
        try {
            Runtime.getRuntime().addShutdownHook(exitGuard.hook);
        } catch (IllegalStateException endingAlready) {
            exitGuard.released = true;
        }
        return exitGuard;
    }

    /** Runs when the JVM shuts down. */
    @Override
    public synchronized void run() {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        try {
            for (long left = PATIENCE_MILLIS; !released && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the JVM exit: the configuration is valid, or its errors are reported. May be called more than once. */
    synchronized void release() {
        if (!released) {
            released = true;
            notifyAll();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException endingAlready) {
                hook = null;
            }
        }
    }
}
