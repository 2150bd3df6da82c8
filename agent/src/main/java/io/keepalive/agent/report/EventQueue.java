// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.Level;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Queue of events for the reporter's thread: many producers, one consumer. Adding never blocks; events beyond the capacity
 * are dropped and counted. Events of the level DEBUG fill half of it at most, so that a burst of connections that open or
 * close displaces no death.
 */
final class EventQueue {

    private final int capacity;
    private final int debugCapacity;
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    /** ConcurrentLinkedQueue.size() is O(n). */
    private final AtomicInteger size = new AtomicInteger();

    private volatile boolean unused = true;

    private final ConcurrentHashMap<String, AtomicLong> dropped = new ConcurrentHashMap<>();

    EventQueue(int capacity) {
        this.capacity = capacity;
        this.debugCapacity = capacity / 2;
    }

    int capacity() {
        return capacity;
    }

    /** Adds the event, or counts it as dropped if the queue is full for its level. */
    void add(Event event) {
        unused = false;
        if (size.incrementAndGet() <= (event.level() == Level.DEBUG ? debugCapacity : capacity)) {
            keep(event);
        } else {
            size.decrementAndGet();
            drop(event.countedAs());
        }
    }

    /** Releases the reserved place if the thread is stopped in here. */
    private void keep(Event event) {
        boolean kept = false;
        try {
            kept = events.add(event);
        } finally {
            if (!kept) {
                size.decrementAndGet();
            }
        }
    }

    /** Whether no event was ever added. */
    boolean isUnused() {
        return unused;
    }

    /** The oldest event, or null. */
    Event take() {
        Event event = events.poll();
        if (event != null) {
            size.decrementAndGet();
        }
        return event;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Number of dropped events by kind since the last call. */
    Map<String, Long> takeDropped() {
        Map<String, Long> counts = new TreeMap<>();
        for (Map.Entry<String, AtomicLong> kind : dropped.entrySet()) {
            long now = kind.getValue().getAndSet(0);
            if (now > 0) {
                counts.put(kind.getKey(), now);
            }
        }
        return counts;
    }

    /** Reads before it writes: on Java 8 computeIfAbsent locks even if the key is present (JDK-8161372). */
    private void drop(String kind) {
        AtomicLong count = dropped.get(kind);
        if (count == null) {
            AtomicLong fresh = new AtomicLong();
            AtomicLong earlier = dropped.putIfAbsent(kind, fresh);
            count = earlier == null ? fresh : earlier;
        }
        count.incrementAndGet();
    }
}
