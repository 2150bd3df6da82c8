package com.acme.orderdesk;

/** Starts what runs beside the main thread. */
final class Threads {

    private Threads() {}

    /** Starts a thread that the process does not wait for. */
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
