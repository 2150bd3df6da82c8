package io.keepalive.agent.runtime;

import io.keepalive.agent.thread.DaemonThreads;

/** An action at the end of the JVM, until it is removed. */
final class ExitHook implements Runnable {

    private final Runnable action;
    private final Thread hook;

    private ExitHook(String threadName, Runnable action) {
        this.action = action;
        this.hook = DaemonThreads.create(threadName, this);
    }

    /**
     * Registers an action, which must be short. What it throws is dropped: nobody reads a report of the end. Has no effect if
     * the JVM is ending already.
     */
    static ExitHook register(String threadName, Runnable action) {
        ExitHook exitHook = new ExitHook(threadName, action);
        try {
            Runtime.getRuntime().addShutdownHook(exitHook.hook);
        } catch (IllegalStateException endingAlready) {
            return exitHook;
        }
        return exitHook;
    }

    /** Runs the action on the hook's thread. */
    @Override
    public void run() {
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
