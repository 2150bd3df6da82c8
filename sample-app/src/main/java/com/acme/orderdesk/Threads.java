// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

/** Starts threads. */
final class Threads {

    private Threads() {}

    /** Starts a daemon thread. */
    static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts a thread that keeps the process alive. */
    static void serve(String name, Runnable task) {
        new Thread(task, name).start();
    }
}
