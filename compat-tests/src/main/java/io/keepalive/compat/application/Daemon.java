// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

/** Daemon threads. */
public final class Daemon {

    private Daemon() {}

    /** A task; an exception ends its thread. */
    public interface Work {
        void run() throws Exception;
    }

    public static Thread start(String name, Work work) {
        Thread thread = new Thread(() -> runQuietly(work), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void runQuietly(Work work) {
        try {
            work.run();
        } catch (Exception ended) {
            // The connection has ended, and the task with it.
        }
    }
}
