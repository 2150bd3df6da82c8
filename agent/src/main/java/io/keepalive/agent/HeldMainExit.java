// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

/**
 * A shutdown hook that lets main leave premain before the JVM ends. Since Java 26 the JVM waits at its exit up to 60 s for
 * premain (JvmtiEventController::vm_death), and main may be unable to return from there meanwhile (JDK-8387045).
 */
final class HeldMainExit implements Runnable {

    /** The limit for main, which is about to wait or waits. */
    private static final long TIMEOUT_MILLIS = 2_000;

    /** For the last steps of premain, which are the JVM's. */
    private static final long LEAVING_MILLIS = 20;

    private final HeldMain main;
    private final Thread hook;

    private HeldMainExit(HeldMain main) {
        this.main = main;
        this.hook = KeepaliveAgent.newThread("keepalive-main-exit", this);
    }

    /** Registers the hook, unless the JVM is ending: then main does not wait. */
    static HeldMainExit register(HeldMain main) {
        HeldMainExit registered = new HeldMainExit(main);
        try {
            Runtime.getRuntime().addShutdownHook(registered.hook);
        } catch (IllegalStateException endingAlready) {
            main.release();
        }
        return registered;
    }

    /** Removes the hook, unless the JVM is ending. */
    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            return;
        }
    }

    @Override
    public void run() {
        try {
            main.release();
            if (main.awaitLeft(TIMEOUT_MILLIS)) {
                Thread.sleep(LEAVING_MILLIS);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
