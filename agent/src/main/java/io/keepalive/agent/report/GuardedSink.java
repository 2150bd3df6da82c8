package io.keepalive.agent.report;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.fault.MemoryExhaustion;
import io.keepalive.agent.fault.PartHealth;

/**
 * A sink that is left out while it fails or does not return, so that it delays no other one. On the reporter's thread; the
 * call that does not return keeps its thread, and another one goes on.
 */
final class GuardedSink implements Sink {

    /** With more free heap than that, an OutOfMemoryError has another reason than a full heap. */
    private static final long FREE_HEAP_BYTES = 8_000_000;

    /** Interval of checks whether the sink is in service again. */
    private static final long POLL_MILLIS = 1_000;

    private final Sink sink;
    private final PartHealth health;

    GuardedSink(Sink sink, PartHealth health) {
        this.sink = sink;
        this.health = health;
    }

    /** Whether the heap is full, so that a sink that runs out of memory is not to blame. */
    static boolean isHeapFull() {
        return !MemoryExhaustion.hasFreeHeap(FREE_HEAP_BYTES);
    }

    @Override
    public void accept(Event event) {
        if (health.skips()) {
            return;
        }
        health.begin();
        try {
            sink.accept(event);
            health.succeeded();
        } catch (RuntimeException | Error failure) {
            fail(failure);
            throw failure;
        } finally {
            health.end();
        }
    }

    private void fail(Throwable failure) {
        if (!(failure instanceof OutOfMemoryError && isHeapFull())) {
            health.failed(failure);
        }
    }

    @Override
    public long tick() {
        if (health.isOut()) {
            return POLL_MILLIS;
        }
        health.begin();
        try {
            return sink.tick();
        } catch (RuntimeException | Error failure) {
            fail(failure);
            throw failure;
        } finally {
            health.end();
        }
    }

    @Override
    public void flush() {
        if (!health.isOut()) {
            health.begin();
            try {
                sink.flush();
            } finally {
                health.end();
            }
        }
    }

    /** A sink that does not return may hold what its close waits for. */
    @Override
    public void close() {
        if (!health.isHung()) {
            health.begin();
            try {
                sink.close();
            } finally {
                health.end();
            }
        }
    }
}
