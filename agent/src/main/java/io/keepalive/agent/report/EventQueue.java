package io.keepalive.agent.report;

import io.keepalive.agent.event.Event;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where events wait for the reporter's thread. Many threads add, one takes; adding never blocks, and beyond the
 * capacity only counts.
 */
final class EventQueue {

    private final int capacity;
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    /** The queue's own size() walks all of it. */
    private final AtomicInteger size = new AtomicInteger();

    private volatile boolean unused = true;

    private final ConcurrentHashMap<String, AtomicLong> dropped = new ConcurrentHashMap<>();

    EventQueue(int capacity) {
        this.capacity = capacity;
    }

    /** So many events at most are kept. */
    int capacity() {
        return capacity;
    }

    /** Keeps the event, or counts it as omitted. */
    void add(Event event) {
        unused = false;
        if (size.incrementAndGet() <= capacity) {
            keep(event);
        } else {
            size.decrementAndGet();
            drop(event.countedAs());
        }
    }

    /** A thread that is stopped in here takes no place with it. */
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

    /** Whether nothing has ever been added. */
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

    /** How many of what have been dropped since this was last asked; every one is told exactly once. */
    Map<String, Long> takeDropped() {
        Map<String, Long> counts = new TreeMap<>();
        dropped.forEach((kind, count) -> {
            long now = count.getAndSet(0);
            if (now > 0) {
                counts.put(kind, now);
            }
        });
        return counts;
    }

    /** Looks before it puts: computeIfAbsent locks on Java 8 even where the key is there (JDK-8161372). */
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
