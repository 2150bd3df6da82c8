package io.keepalive.agent.startup;

import io.keepalive.agent.thread.DaemonThreads;

/**
 * Holds the JVM's end up until the configuration has been read, so that an application that ends at once does not take
 * the word about a wrong one with it. Without effect on any application that lives longer than that takes.
 */
final class StartupExitGuard implements Runnable {

    /** A configuration on a file system that does not answer must not keep the application from ending. */
    private static final long PATIENCE_MILLIS = 2_000;

    private boolean said;
    private Thread exit;

    private StartupExitGuard() {}

    /** From now on the JVM's end waits. */
    static StartupExitGuard expected() {
        StartupExitGuard lastWord = new StartupExitGuard();
        lastWord.exit = DaemonThreads.create("keepalive-start-exit", lastWord);
        try {
            Runtime.getRuntime().addShutdownHook(lastWord.exit);
        } catch (IllegalStateException endingAlready) {
            lastWord.said = true;
        }
        return lastWord;
    }

    /** At the JVM's end. */
    @Override
    public synchronized void run() {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        try {
            for (long left = PATIENCE_MILLIS; !said && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The configuration is good, or has been complained of. May be called more than once. */
    synchronized void isSaid() {
        if (!said) {
            said = true;
            notifyAll();
            try {
                Runtime.getRuntime().removeShutdownHook(exit);
            } catch (IllegalStateException endingAlready) {
                exit = null;
            }
        }
    }
}
