package io.keepalive.compat.application;

/** Threads that do not keep a program alive. */
public final class Daemon {

    private Daemon() {}

    /** Something that may fail, which then is the end of its thread. */
    public interface Work {
        void run() throws Exception;
    }

    public static void start(String name, Work work) {
        Thread thread = new Thread(() -> runQuietly(work), name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void runQuietly(Work work) {
        try {
            work.run();
        } catch (Exception ended) {
            // The connection is gone, and with it the work.
        }
    }
}
