// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Commands of other threads for the agent's own thread. Waiting for a command allocates nothing. */
final class CommandQueue {

    /**
     * How long a caller waits, in milliseconds: while the JVM's attach thread waits, the JVM accepts no other attach.
     */
    static final long TIMEOUT_MILLIS = 20_000;

    private final Queue<FutureTask<?>> waiting = new ArrayDeque<>();
    private final long timeoutMillis;
    private boolean closed;

    CommandQueue() {
        this(TIMEOUT_MILLIS);
    }

    /** @param timeoutMillis how long a caller waits */
    CommandQueue(long timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
    }

    /**
     * Runs a command on the agent's thread and waits for its result. On any thread but the agent's own.
     *
     * @throws IllegalStateException if the agent has been detached, does not run the command in time or the command
     *     fails, or if the caller is interrupted
     */
    <T> T call(Callable<T> command) {
        FutureTask<T> task = new FutureTask<>(command);
        add(task);
        try {
            return task.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException busy) {
            task.cancel(false);
            throw new IllegalStateException(
                    "the agent has been busy for " + timeoutMillis / 1_000
                            + " s; the command was cancelled unless it had begun",
                    busy);
        } catch (CancellationException detached) {
            throw new IllegalStateException("the agent has been detached", detached);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the command failed: " + failed.getCause(), failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the agent", interrupted);
        }
    }

    /**
     * Runs a command on the agent's thread without waiting for it, or cancels it if the agent is detached before. Its
     * exceptions are lost.
     */
    void post(Runnable command) {
        add(new FutureTask<>(command, null));
    }

    /**
     * As {@link #post(Runnable)}.
     *
     * @param ended runs when the command has ended or is cancelled; must return at once
     */
    void post(Runnable command, Runnable ended) {
        add(new FutureTask<Object>(command, null) {

            @Override
            protected void done() {
                ended.run();
            }
        });
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

    /** Waits for a command, for at least a millisecond, and runs it. Returns whether there was one. */
    boolean runNext(long waitMillis) {
        FutureTask<?> next = awaitNext(waitMillis);
        if (next != null) {
            next.run();
        }
        return next != null;
    }

    /** An interrupt ends the wait and is dropped, because nothing interrupts this thread on purpose. */
    private FutureTask<?> awaitNext(long waitMillis) {
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                try {
                    waiting.wait(waitMillis);
                } catch (InterruptedException dropped) {
                    return null;
                }
            }
            return waiting.poll();
        }
    }

    /** Runs no further command, and fails those that wait. */
    void close() {
        synchronized (waiting) {
            closed = true;
            waiting.forEach(task -> task.cancel(false));
            waiting.clear();
        }
    }
}
