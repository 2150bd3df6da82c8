// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import io.keepalive.agent.fault.MemoryExhaustion;
import io.keepalive.agent.fault.PartHealth;
import io.keepalive.agent.report.Reporter;
import io.keepalive.agent.thread.DaemonThreads;
import io.keepalive.agent.time.MonotonicClock;
import java.io.UncheckedIOException;

/**
 * Makes the agent independent of its jar some seconds after the start, so that a jar that is overwritten in place does not
 * matter: what is not loaded yet is then in memory. An agent that cannot do that reports it.
 */
final class JarRelease implements Runnable {

    /** An application that ends before that does not pay for it. */
    private static final long DELAY_MILLIS = 5_000;

    /** The memory that it takes meanwhile, with a margin, in bytes. */
    private static final long HEAP_BYTES = 8L << 20;

    private static final int LIMIT = 2;

    private final AgentLoop loop;
    private final Reporter reporter;
    /** The agent's class loader; null in a test without one. */
    private final Runnable loader;

    private final PartHealth health = new PartHealth(
            "the copy of the agent's classes in memory",
            "what the agent has not used yet still depends on its jar, and what it has used goes on",
            LIMIT);
    private long dueMillis = MonotonicClock.millis() + DELAY_MILLIS;
    private boolean done;
    private boolean reported;
    private Thread thread;

    /** @param loop reports what is limited */
    JarRelease(AgentLoop loop, Reporter reporter) {
        ClassLoader own = JarRelease.class.getClassLoader();
        this.loop = loop;
        this.reporter = reporter;
        this.loader = own instanceof Runnable ? (Runnable) own : null;
        this.done = loader == null;
        reporter.parts().add(health);
    }

    /** Starts it when it is due, on a thread of its own: the jar's file system may not answer. On the agent's own thread. */
    void review() {
        if (!isStarted() && isDue()) {
            start();
        }
    }

    /** Makes it due now, for a JVM that can take a checkpoint at any time. On the agent's own thread. */
    void hasten() {
        dueMillis = MonotonicClock.millis();
    }

    /** Does it now, within a limit; returns whether the jar is closed. On the agent's own thread. */
    boolean release(long millis) {
        if (!isStarted()) {
            start();
        }
        if (thread != null) {
            DaemonThreads.awaitTermination(thread, millis);
        }
        return isDone();
    }

    private void start() {
        try {
            thread = DaemonThreads.create("keepalive-classes", this);
            thread.start();
        } catch (OutOfMemoryError noThread) {
            failed(noThread);
        }
    }

    private boolean isStarted() {
        return isDone() || thread != null && thread.isAlive();
    }

    private synchronized boolean isDone() {
        return done;
    }

    private boolean isDue() {
        return MonotonicClock.millis() >= dueMillis && !health.isOut() && MemoryExhaustion.hasFreeHeap(HEAP_BYTES);
    }

    @Override
    public void run() {
        health.begin();
        try {
            loader.run();
            health.succeeded();
            setDone();
        } catch (UncheckedIOException unreadable) {
            health.failed(unreadable.getCause());
            report(unreadable.getCause().getMessage());
        } catch (RuntimeException | Error failure) {
            failed(failure);
        } finally {
            health.end();
        }
    }

    private synchronized void setDone() {
        done = true;
    }

    private void failed(Throwable failure) {
        health.failed(failure);
        reporter.agentError("classes", failure);
    }

    /** Reports once, as an event whose classes are loaded: the report of an exception needs more. */
    private void report(String problem) {
        if (!reported) {
            reported = true;
            loop.reportLimit(problem);
        }
    }

    /** Waits for the end of a copy that has begun, up to a limit. */
    void end(long millis) {
        reporter.parts().remove(health);
        if (thread != null) {
            DaemonThreads.awaitTermination(thread, millis);
        }
    }
}
