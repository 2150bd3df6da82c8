// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.source.ConfigFile;
import io.keepalive.agent.config.source.FileAccess;
import io.keepalive.agent.config.source.FileContent;
import io.keepalive.agent.config.source.FileWatch;
import io.keepalive.agent.config.yaml.ConfigError;
import io.keepalive.agent.config.yaml.SourceLocation;
import io.keepalive.agent.fault.PartHealth;
import io.keepalive.agent.thread.DaemonThreads;
import io.keepalive.agent.thread.UnbrokenLoop;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Queue;

/**
 * Reads the configuration, and checks every second whether its file has changed, on a thread of its own: a file system may
 * never respond, such as one whose server is gone. Then only this thread waits, a caller gets an error after 5 s, and
 * reading continues when the file system responds again.
 *
 * <p>A JVM has at most one such thread, even after an agent was detached while its thread was waiting. Has no lambdas,
 * since {@code fail-fast} makes this read before the application's main.
 */
public final class ConfigReader {

    /** The thread's name in thread dumps. */
    static final String THREAD_NAME = "keepalive-config";

    /** How long a caller waits where the delay is not the file system's, in milliseconds. */
    private static final long READ_TIMEOUT_MILLIS = 60_000;

    /** How often a waiting caller checks for a file system that does not respond, in milliseconds. */
    private static final long CHECK_EVERY_MILLIS = 100;

    private static final String UNANSWERED =
            "its file system has not answered within " + FileAccess.TIMEOUT_MILLIS / 1_000 + " s";
    private static final String UNREAD = "reading it has taken longer than " + READ_TIMEOUT_MILLIS / 1_000 + " s";

    private static final long POLL_EVERY_MILLIS = 1_000;

    /** How long {@link #stop} waits for the thread, in milliseconds. */
    private static final long STOP_MILLIS = 1_000;

    /** Checks of the file in a row that fail. */
    private static final int FAILURE_LIMIT = 5;

    private final PartHealth health = new PartHealth(
            "the configuration reader",
            "changes of the file go unnoticed, and the configuration in force stays",
            FAILURE_LIMIT);
    private final Overrides overrides;
    private final Queue<Request> requests = new ArrayDeque<>();
    private final FileAccess access = new FileAccess();
    /** Used on the reader's thread only. */
    private final FileWatch file;

    private Thread thread;
    private Listener listener;
    private boolean stopped;
    private boolean paused;
    private boolean atWork;
    /** Used on the reader's thread only; without a file, guarded by this. */
    private long readings;
    /** The last accepted reading, until the reader's thread takes it over; guarded by this. */
    private Reading accepted;

    /** Receives the reading of a changed file. Called on the reader's thread; must not wait. */
    public interface Listener {

        /** The file has changed and has been read. */
        void changed(Reading reading);

        /** A check of the file has failed. */
        default void failed(Throwable failure) {}
    }

    /** @param overrides name the file and win over its settings */
    public ConfigReader(Overrides overrides) {
        this.overrides = overrides;
        String path = overrides.configPath();
        file = new FileWatch(path == null ? null : new ConfigFile(path, access));
    }

    /**
     * Reads the configuration now. Callable on any thread. Waits at most 5 s for the file system and a minute in all; then
     * the reading has failed and a late result is dropped. An interrupt does not shorten the wait, and the thread's
     * interrupt status is set afterwards.
     *
     * @throws IllegalStateException after {@link #stop}
     */
    public Reading read() {
        if (overrides.configPath() == null) {
            return readHere();
        }
        return start() ? await(request()) : failed(UNANSWERED);
    }

    /** Reads without a file, for which no other thread is needed. */
    private synchronized Reading readHere() {
        return Reading.of(overrides, null, ++readings);
    }

    /**
     * Declares that this reading, the result of {@link #read}, is in force or rejected: from now on, other content is a
     * change. Content that was only read stays a change, so that it is not lost where applying it fails. Callable on any
     * thread.
     */
    public synchronized void accept(Reading reading) {
        accepted = reading;
    }

    /** Starts to report changes of the file to the listener; has no effect without a file. */
    public synchronized void watch(Listener listener) {
        this.listener = listener;
    }

    /** Whether the file system does not respond, so that changes of the file are not detected. */
    public boolean isWaiting() {
        return access.isOverdue();
    }

    /** This reader as a part of the agent. */
    public PartHealth health() {
        return health;
    }

    /** The message for a file system that does not respond. */
    public String waitMessage() {
        return overrides.configPath() + ": " + UNANSWERED + "; until it does, changes go unnoticed";
    }

    /**
     * Reads nothing until {@link #resume}, so that no file is open.
     *
     * @return whether the thread is idle within the time; otherwise it is as soon as its file system responds
     */
    public synchronized boolean pause(long millis) {
        paused = true;
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; atWork && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            try {
                wait(left);
            } catch (InterruptedException dropped) {
                return false;
            }
        }
        return !atWork;
    }

    /** Ends a pause. */
    public synchronized void resume() {
        paused = false;
        notifyAll();
    }

    /** Ends the thread. A thread that waits for a file system ends later, when the file system responds. */
    public void stop() {
        Thread ending = end();
        if (ending != null) {
            DaemonThreads.awaitTermination(ending, STOP_MILLIS);
        }
    }

    private synchronized Thread end() {
        stopped = true;
        for (Request request : requests) {
            request.cancel();
        }
        requests.clear();
        notifyAll();
        return thread;
    }

    /** Starts the thread; returns false where the thread of an earlier agent does not end. */
    private boolean start() {
        synchronized (this) {
            if (isRunning()) {
                return true;
            }
        }
        Thread earlier = DaemonThreads.find(THREAD_NAME);
        if (earlier != null && !DaemonThreads.awaitTermination(earlier, FileAccess.TIMEOUT_MILLIS)) {
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

    /** No failure ends the thread, but the application can stop it. */
    private boolean isRunning() {
        return thread != null && thread.isAlive();
    }

    private synchronized Request request() {
        if (stopped) {
            throw new IllegalStateException("the agent has been detached");
        }
        Request request = new Request();
        requests.add(request);
        notifyAll();
        return request;
    }

    private Reading await(Request request) {
        boolean interrupted = false;
        try {
            for (long left = READ_TIMEOUT_MILLIS; left > 0; left -= CHECK_EVERY_MILLIS) {
                try {
                    if (request.await(CHECK_EVERY_MILLIS)) {
                        return readingOf(request);
                    }
                    if (access.isOverdue()) {
                        request.cancel();
                        return failed(UNANSWERED);
                    }
                } catch (InterruptedException interrupt) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        request.cancel();
        return failed(UNREAD);
    }

    private Reading readingOf(Request request) {
        Reading reading = request.reading();
        if (reading == null) {
            throw new IllegalStateException(
                    isStopped() ? "the agent has been detached" : "the configuration could not be read",
                    request.failure());
        }
        return reading;
    }

    private Reading failed(String reason) {
        ConfigError error = new ConfigError(SourceLocation.of(overrides.configPath()), "cannot be read: " + reason);
        return Reading.failed(new InvalidConfigException(Collections.singletonList(error)));
    }

    /** Waits up to a second for a request, and longer during a pause; returns null where there is none or this is stopped. */
    private synchronized Request nextRequest() {
        atWork = false;
        notifyAll();
        if (requests.isEmpty() && !stopped) {
            await(POLL_EVERY_MILLIS);
        }
        while (paused && !stopped) {
            await(POLL_EVERY_MILLIS);
        }
        atWork = !stopped;
        return requests.poll();
    }

    private synchronized void await(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException interrupt) {
            // The next check of the file then runs a little earlier.
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** The listener for changes; null where there is none. */
    private synchronized Listener listener() {
        return stopped ? null : listener;
    }

    private synchronized Reading takeAccepted() {
        Reading taken = accepted;
        accepted = null;
        return taken;
    }

    /**
     * A reading that a caller waits for. Not a FutureTask, which loads seven classes more while main may be waiting. Its lock
     * is taken inside that of the reader, never around it.
     */
    private final class Request {

        private boolean done;
        private Reading reading;
        private Throwable failure;

        /** Reads, unless the request has been cancelled. A failure goes to the waiting caller as well. */
        void run() {
            if (isDone()) {
                return;
            }
            try {
                finish(Reading.now(overrides, file, ++readings), null);
            } catch (Throwable thrown) {
                finish(null, thrown);
                throw thrown;
            }
        }

        /** A result that comes later is dropped. */
        void cancel() {
            finish(null, null);
        }

        /** Waits for the end of the request; returns false where the time is over before it. */
        synchronized boolean await(long millis) throws InterruptedException {
            if (!done) {
                wait(millis);
            }
            return done;
        }

        /** The result; null where the request was cancelled, or reading threw something. */
        synchronized Reading reading() {
            return reading;
        }

        private synchronized boolean isDone() {
            return done;
        }

        /** What reading threw; null where there is a result, or the request was cancelled. */
        synchronized Throwable failure() {
            return failure;
        }

        private synchronized void finish(Reading result, Throwable thrown) {
            if (!done) {
                done = true;
                reading = result;
                failure = thrown;
                notifyAll();
            }
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
                Request request = nextRequest();
                health.begin();
                try {
                    turn(request);
                } finally {
                    health.end();
                }
            }
            return !isStopped();
        }

        /** Ends the access for the next turn. After a detach the agent's classes are gone, and no turn follows. */
        @Override
        public void failed(Throwable failure) {
            access.end();
            health.failed(failure);
            Listener current = listener();
            if (current != null) {
                current.failed(failure);
            }
        }

        private void turn(Request request) {
            if (request != null) {
                request.run();
            } else if (listener() != null && !health.isOut()) {
                readChange();
                health.succeeded();
            }
        }

        private void readChange() {
            Reading inForce = takeAccepted();
            if (inForce != null) {
                acceptContent(inForce);
            }
            FileContent change = file.settledChange();
            if (change == null) {
                return;
            }
            Reading reading = Reading.of(overrides, change, ++readings);
            Listener current = listener();
            if (current != null) {
                current.changed(reading);
            }
            acceptContent(reading);
        }

        /** After a failure of the JVM, such as OutOfMemoryError, the file still counts as changed and is read again. */
        private void acceptContent(Reading reading) {
            if (reading.file() != null && !reading.needsRetry()) {
                file.accept(reading.file());
            }
        }
    }
}
