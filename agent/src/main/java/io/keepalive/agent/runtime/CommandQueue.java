package io.keepalive.agent.runtime;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What other threads want done on the agent's own. Waiting for it allocates nothing. */
final class CommandQueue {

    /** How long a caller waits, in milliseconds: the JVM attaches nobody else while its attach thread does. */
    static final long PATIENCE_MILLIS = 20_000;

    private final Queue<FutureTask<?>> waiting = new ArrayDeque<>();
    private final long patienceMillis;
    private boolean closed;

    CommandQueue() {
        this(PATIENCE_MILLIS);
    }

    /** @param patienceMillis how long a caller waits */
    CommandQueue(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    /**
     * Has it done and waits until it is. On any thread but the agent's own.
     *
     * @return what it returned
     * @throws IllegalStateException where the agent is gone or does not come to it in time, the command has failed, or
     *     the caller is interrupted
     */
    <T> T call(Callable<T> command) {
        FutureTask<T> task = new FutureTask<>(command);
        add(task);
        try {
            return task.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException busy) {
            task.cancel(false);
            throw new IllegalStateException(
                    "the agent has been busy with something else for " + patienceMillis / 1_000
                            + " s; what it has not begun by now, it does not do",
                    busy);
        } catch (CancellationException gone) {
            throw new IllegalStateException("the agent has been detached", gone);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("it failed: " + failed.getCause(), failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the agent", interrupted);
        }
    }

    /** Has it done, and does not wait for that. What it throws is lost. */
    void post(Runnable command) {
        add(new FutureTask<>(command, null));
    }

    private void add(FutureTask<?> task) {
        synchronized (waiting) {
            if (closed) {
                task.cancel(false);
            } else {
                waiting.add(task);
                waiting.notifyAll();
            }
        }
    }

    /** Waits for a command, for a millisecond at least, and does it. Returns whether one came. */
    boolean doNext(long patienceMillis) {
        FutureTask<?> next = awaitNext(patienceMillis);
        if (next != null) {
            next.run();
        }
        return next != null;
    }

    /** An interrupt, for which nobody has cause, shortens the waiting and is forgotten. */
    private FutureTask<?> awaitNext(long patienceMillis) {
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                try {
                    waiting.wait(patienceMillis);
                } catch (InterruptedException whoever) {
                    return null;
                }
            }
            return waiting.poll();
        }
    }

    /** From now on nothing is done any more, and whoever waits is told so. */
    void close() {
        synchronized (waiting) {
            closed = true;
            waiting.forEach(task -> task.cancel(false));
            waiting.clear();
        }
    }
}
