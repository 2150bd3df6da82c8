package io.keepalive.agent.runtime;

import io.keepalive.agent.thread.DaemonThreads;

/** An action at the end of the JVM, until it is removed. */
final class ExitHook {

    private final Thread hook;

    private ExitHook(Thread hook) {
        this.hook = hook;
    }

    /**
     * Registers an action, which must be short. What it throws is dropped: nobody reads a report of the end. Has no effect if
     * the JVM is ending already.
     */
    static ExitHook register(String threadName, Runnable action) {
        ExitHook exitHook = new ExitHook(DaemonThreads.create(threadName, () -> runQuietly(action)));
        try {
            Runtime.getRuntime().addShutdownHook(exitHook.hook);
        } catch (IllegalStateException endingAlready) {
            return exitHook;
        }
        return exitHook;
    }

    private static void runQuietly(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error dropped) {
            return;
        }
    }

    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            return;
        }
    }
}
