package io.keepalive.agent.cli.jvm;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work that another process can hold up, for as long as one is willing to wait. What is held up stays so on a thread of
 * its own, which does not keep this JVM from ending.
 */
public final class TimeLimited {

    private TimeLimited() {}

    /**
     * The work's result.
     *
     * @throws TimeoutException where there is none by then
     * @throws ExecutionException where it has failed
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
