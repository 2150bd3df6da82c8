// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.fault.PartHealth;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A sink that is left out while it fails or does not return, so that it delays no other one. Its events wait meanwhile. On the
 * reporter's thread; a call that does not return keeps its thread, and another one goes on.
 */
final class GuardedSink implements Sink {

    /** Maximum number of events that wait while the sink is out of service; further ones are left out. */
    static final int CAPACITY = 1024;

    /** Interval of checks whether the sink is in service again. */
    private static final long POLL_MILLIS = 1_000;

    private final Sink sink;
    private final PartHealth health;
    private final Queue<Event> waiting = new LinkedBlockingQueue<>(CAPACITY);
    /** Whether a thread is in the sink, which one that has been replaced may still be. */
    private final AtomicBoolean inUse = new AtomicBoolean();

    GuardedSink(Sink sink, PartHealth health) {
        this.sink = sink;
        this.health = health;
    }

    @Override
    public void accept(Event event) {
        if (!enter()) {
            keep(event);
            return;
        }
        try {
            passWaiting();
            if (health.isOut()) {
                keep(event);
            } else {
                pass(event);
            }
        } finally {
            inUse.set(false);
        }
    }

    private boolean enter() {
        return !health.isOut() && inUse.compareAndSet(false, true);
    }

    private void keep(Event event) {
        if (!waiting.offer(event)) {
            health.leaveOut();
        }
    }

    /** An event that fails here is lost; the failure counts. */
    private void passWaiting() {
        while (!health.isOut() && !waiting.isEmpty()) {
            try {
                pass(waiting.poll());
            } catch (RuntimeException | Error failure) {
                health.leaveOut();
            }
        }
    }

    private void pass(Event event) {
        health.begin();
        try {
            sink.accept(event);
            health.succeeded();
        } catch (RuntimeException | Error failure) {
            health.failed(failure);
            throw failure;
        } finally {
            health.end();
        }
    }

    @Override
    public long tick() {
        if (!enter()) {
            return POLL_MILLIS;
        }
        try {
            passWaiting();
            return health.isOut() ? POLL_MILLIS : tickSink();
        } finally {
            inUse.set(false);
        }
    }

    private long tickSink() {
        health.begin();
        try {
            long millis = sink.tick();
            if (health.isHung()) {
                health.succeeded();
            }
            return millis;
        } catch (RuntimeException | Error failure) {
            health.failed(failure);
            throw failure;
        } finally {
            health.end();
        }
    }

    @Override
    public void flush() {
        call(sink::flush);
    }

    @Override
    public void closeFiles() {
        call(sink::closeFiles);
    }

    /** A sink that does not return may hold what its close waits for. */
    @Override
    public void close() {
        call(sink::close);
    }

    /** Also where the sink fails, unless a thread is in it. */
    private void call(Runnable action) {
        if (!inUse.compareAndSet(false, true)) {
            return;
        }
        health.begin();
        try {
            action.run();
        } finally {
            health.end();
            inUse.set(false);
        }
    }
}
