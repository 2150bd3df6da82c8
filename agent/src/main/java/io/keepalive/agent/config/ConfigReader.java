package io.keepalive.agent.config;

import io.keepalive.agent.config.source.ConfigFile;
import io.keepalive.agent.config.source.FileAccess;
import io.keepalive.agent.config.source.FileContent;
import io.keepalive.agent.config.source.FileWatch;
import io.keepalive.agent.config.yaml.ConfigError;
import io.keepalive.agent.config.yaml.SourceLocation;
import io.keepalive.agent.thread.DaemonThreads;
import io.keepalive.agent.thread.UnbrokenLoop;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads the configuration, and looks every second whether its file has changed, on a thread of its own: a file system
 * may never answer, such as one whose server is gone. Then that one thread waits, and whoever asks is told so once the
 * file system has taken 5 s; when it answers again, so does this.
 *
 * <p>There is never more than one such thread in a JVM, also where an agent was detached while its own was waiting. No
 * lambdas, since {@code fail-fast} has this read before the application's main.
 */
public final class ConfigReader {

    /** As thread dumps show it. */
    static final String THREAD_NAME = "keepalive-config";

    /** How long anybody waits where it is not the file system that takes so long, in milliseconds. */
    private static final long LONGEST_MILLIS = 60_000;

    /** How often whoever waits asks whether the file system answers, in milliseconds. */
    private static final long ASK_EVERY_MILLIS = 100;

    private static final String UNANSWERED =
            "its file system has not answered within " + FileAccess.PATIENCE_MILLIS / 1_000 + " s";
    private static final String UNREAD = "this machine has not come to it within " + LONGEST_MILLIS / 1_000 + " s";

    private static final long LOOK_EVERY_MILLIS = 1_000;

    /** How long the end waits for the thread, in milliseconds, where nothing holds that up. */
    private static final long END_MILLIS = 1_000;

    private final Overrides overrides;
    private final Queue<FutureTask<Reading>> orders = new ArrayDeque<>();
    private final FileAccess access = new FileAccess();
    /** Of the reader's thread alone. */
    private final FileWatch file;

    private Thread thread;
    private Listener listener;
    private boolean stopped;
    /** Of the reader's thread alone, or where there is no file, guarded by this. */
    private long readings;
    /** Of the reader's thread alone: what the last order has come to. */
    private Reading latest;

    /** Takes what has been read because the file has changed. Called on the reader's thread; must not wait. */
    public interface Listener {

        /** The file has been read. */
        void changed(Reading reading);
    }

    /** @param overrides name the file, and are laid over what it says */
    public ConfigReader(Overrides overrides) {
        this.overrides = overrides;
        String path = overrides.configPath();
        file = new FileWatch(path == null ? null : new ConfigFile(path, access));
    }

    /**
     * Reads it now. On any thread; waits until the file system has taken 5 s, or for a minute, after which the reading
     * counts as failed and its result is dropped. An interrupt shortens nothing, and is there afterwards.
     *
     * @throws IllegalStateException where this has been stopped
     */
    public Reading read() {
        if (overrides.configPath() == null) {
            return readHere();
        }
        return start() ? await(order()) : failed(UNANSWERED);
    }

    /** Without a file there is nothing to wait for. */
    private synchronized Reading readHere() {
        return Reading.of(overrides, null, ++readings);
    }

    /** From now on looks whether the file has changed; does nothing where there is none. */
    public synchronized void watch(Listener listener) {
        this.listener = listener;
    }

    /** Whether the file system has not answered for so long that changes of the file go unnoticed. */
    public boolean isWaiting() {
        return access.isOverdue();
    }

    /** In words, for when {@link #isWaiting}. */
    public String complaint() {
        return overrides.configPath() + ": " + UNANSWERED + "; until it does, changes go unnoticed";
    }

    /** Ends the thread; one that waits for a file system ends when that answers, and is not waited for. */
    public void stop() {
        Thread ending = end();
        if (ending != null) {
            DaemonThreads.awaitTermination(ending, END_MILLIS);
        }
    }

    private synchronized Thread end() {
        stopped = true;
        for (FutureTask<Reading> order : orders) {
            order.cancel(false);
        }
        orders.clear();
        notifyAll();
        return thread;
    }

    /** Returns whether the thread runs: not where that of an earlier agent does not end. */
    private boolean start() {
        synchronized (this) {
            if (isRunning()) {
                return true;
            }
        }
        Thread earlier = DaemonThreads.find(THREAD_NAME);
        if (earlier != null && !DaemonThreads.awaitTermination(earlier, FileAccess.PATIENCE_MILLIS)) {
            return false;
        }
        synchronized (this) {
            if (!isRunning()) {
                Thread started = DaemonThreads.create(THREAD_NAME, new Work());
                started.start();
                thread = started;
            }
        }
        return true;
    }

    /** It goes on whatever fails; but a thread can be stopped. */
    private boolean isRunning() {
        return thread != null && thread.isAlive();
    }

    private synchronized FutureTask<Reading> order() {
        if (stopped) {
            throw new IllegalStateException("the agent has been detached");
        }
        FutureTask<Reading> order = new FutureTask<>(new Load());
        orders.add(order);
        notifyAll();
        return order;
    }

    private Reading await(FutureTask<Reading> order) {
        boolean interrupted = false;
        try {
            for (long left = LONGEST_MILLIS; left > 0; left -= ASK_EVERY_MILLIS) {
                try {
                    return order.get(ASK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    // What has been read by now counts as known, so that it must not be dropped here.
                    if (access.isOverdue() && order.cancel(false)) {
                        return failed(UNANSWERED);
                    }
                } catch (InterruptedException whoever) {
                    interrupted = true;
                }
            }
        } catch (CancellationException stopped) {
            throw new IllegalStateException("the agent has been detached", stopped);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return order.cancel(false) ? failed(UNREAD) : await(order);
    }

    private Reading failed(String why) {
        ConfigError mistake = new ConfigError(SourceLocation.of(overrides.configPath()), "cannot be read: " + why);
        return Reading.failed(new InvalidConfigException(Collections.singletonList(mistake)));
    }

    /** What somebody has asked for; null where nobody has for a second, or this is stopped. */
    private synchronized FutureTask<Reading> nextOrder() {
        if (orders.isEmpty() && !stopped) {
            try {
                wait(LOOK_EVERY_MILLIS);
            } catch (InterruptedException whoever) {
                // Then the next look comes a little earlier.
            }
        }
        return orders.poll();
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Who wants to know of changes; null for nobody. */
    private synchronized Listener listener() {
        return stopped ? null : listener;
    }

    private final class Load implements Callable<Reading> {

        @Override
        public Reading call() {
            latest = Reading.now(overrides, file, ++readings);
            return latest;
        }
    }

    private final class Work implements Runnable, UnbrokenLoop.Body {

        @Override
        public void run() {
            UnbrokenLoop.run(this);
        }

        @Override
        public boolean runOnce() {
            if (!isStopped()) {
                turn(nextOrder());
            }
            return !isStopped();
        }

        /** Where the agent is gone, its classes are too, and there is no other turn. */
        @Override
        public void failed(Throwable failure) {
            access.end();
        }

        private void turn(FutureTask<Reading> order) {
            if (order != null) {
                order.run();
                if (!order.isCancelled()) {
                    take(latest);
                }
            } else if (listener() != null) {
                readChange();
            }
        }

        private void readChange() {
            FileContent change = file.settledChange();
            if (change == null) {
                return;
            }
            Reading reading = Reading.of(overrides, change, ++readings);
            Listener told = listener();
            if (told != null) {
                told.changed(reading);
            }
            take(reading);
        }

        /** Where memory ran out, the file still counts as changed, and is read again. */
        private void take(Reading reading) {
            if (reading.file() != null && !reading.isToBeRepeated()) {
                file.take(reading.file());
            }
        }
    }
}
