// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs work that another process can block, with a time limit. Blocked work stays on its own daemon thread, which does
 * not keep this JVM from exiting.
 */
public final class TimeLimited {

    private TimeLimited() {}

    /**
     * Runs the work and returns its result.
     *
     * @throws TimeoutException if there is none within the limit
     * @throws ExecutionException if the work fails
     */
    public static <T> T within(long millis, Callable<T> work) throws TimeoutException, ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "limited");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
