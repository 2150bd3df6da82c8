package io.keepalive.agent;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What other threads want done on the agent's own. */
final class Commands {

    private final BlockingQueue<FutureTask<?>> waiting = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    /**
     * Has it done and waits until it is. On any thread but the agent's own.
     *
     * @return what it returned
     * @throws IllegalStateException where the agent is gone, the command has failed, or the caller is interrupted
     */
    <T> T call(Callable<T> command) {
        FutureTask<T> task = new FutureTask<>(command);
        waiting.add(task);
        if (closed) {
            task.cancel(false);
        }
        try {
            return task.get();
        } catch (CancellationException gone) {
            throw new IllegalStateException("the agent has been detached", gone);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("it failed: " + failed.getCause(), failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the agent", interrupted);
        }
    }

    /** Waits for a command, and does it. Returns whether one came. */
    boolean doNext(long patienceMillis) throws InterruptedException {
        FutureTask<?> next = waiting.poll(patienceMillis, TimeUnit.MILLISECONDS);
        if (next != null) {
            next.run();
        }
        return next != null;
    }

    /** From now on nothing is done any more, and whoever waits is told so. */
    void close() {
        closed = true;
        for (FutureTask<?> next = waiting.poll(); next != null; next = waiting.poll()) {
            next.cancel(false);
        }
    }
}
