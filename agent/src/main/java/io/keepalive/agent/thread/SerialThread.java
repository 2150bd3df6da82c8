// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.thread;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks one after the other on a thread of the agent, which ends when it has had no task for
 * {@value #KEEP_ALIVE_SECONDS} seconds.
 */
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

    /** Runs a task after all tasks submitted before it. */
    public void execute(Runnable work) {
        executor.execute(work);
    }

    /**
     * Accepts no more tasks and waits until all have run, up to a limit. A thread that is still busy then is
     * interrupted; it runs the remaining tasks when it can.
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
