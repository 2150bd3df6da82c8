package io.keepalive.agent.thread;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thing after the other, on a thread of the agent's own that lives while there is something to do. */
public final class SerialThread {

    private static final long KEEP_ALIVE_SECONDS = 10;

    private final ThreadPoolExecutor executor;
    private volatile Thread thread;

    /** @param name shown in thread dumps */
    public SerialThread(String name) {
        executor = new ThreadPoolExecutor(
                1,
                1,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> create(name, work::run));
        executor.allowCoreThreadTimeOut(true);
    }

    private Thread create(String name, Runnable work) {
        thread = DaemonThreads.create(name, work);
        return thread;
    }

    /** Has it done, after all that has been asked for before. */
    public void execute(Runnable work) {
        executor.execute(work);
    }

    /**
     * Takes nothing more, and waits until all is done, but no longer than this. A thread that is held up by then is
     * interrupted; it does the rest whenever it gets on.
     */
    public void close(long timeoutMillis) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(timeoutMillis, TimeUnit.MILLISECONDS)) {
                thread.interrupt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
