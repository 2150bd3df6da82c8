// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.PeerEvent;
import io.keepalive.agent.event.PeerEventGroup;
import io.keepalive.agent.report.Sink;
import io.keepalive.agent.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes equal events about connections to one address, such as the deaths that one round finds, as one line of the text log.
 * An event of a peer is held back for a second at most; any other event is written at once, after those that are held.
 */
final class LogGrouping implements Sink {

    /** The default of {@code watch.every}, the time between two rounds. */
    static final long HOLD_MILLIS = 1_000;

    /** Bounds the memory: with more peers at the same time, the oldest group is written early. */
    static final int MAX_GROUPS = 256;

    private final LogRateLimiter log;
    private final Clock time;
    /** In the order of their first events. */
    private final Map<String, HeldGroup> held = new LinkedHashMap<>();

    LogGrouping(LogRateLimiter log, Clock time) {
        this.log = log;
        this.time = time;
    }

    @Override
    public void accept(Event event) {
        if (!log.writes(event.level())) {
            return;
        }
        if (event instanceof PeerEvent) {
            hold((PeerEvent) event);
        } else {
            writeHeld();
            log.accept(event);
        }
    }

    /** An event of another kind about the same address follows what is held about it, and begins a group. */
    private void hold(PeerEvent event) {
        String key = PeerEventGroup.key(event);
        HeldGroup group = held.get(key);
        if (group != null && group.events.name().equals(event.name())) {
            group.events.add(event);
            return;
        }
        if (group != null) {
            write(key);
        }
        if (held.size() >= MAX_GROUPS) {
            write(oldest());
        }
        held.put(key, new HeldGroup(new PeerEventGroup(event), time.monotonicMillis()));
    }

    private String oldest() {
        return held.keySet().iterator().next();
    }

    private void writeHeld() {
        while (!held.isEmpty()) {
            write(oldest());
        }
    }

    /** Keeps the group only if memory has run out: then the caller tries again. */
    private void write(String key) {
        try {
            log.write(held.get(key).events);
        } catch (RuntimeException failure) {
            held.remove(key);
            throw failure;
        }
        held.remove(key);
    }

    @Override
    public long tick() {
        long now = time.monotonicMillis();
        while (!held.isEmpty() && remainingMillis(now) <= 0) {
            write(oldest());
        }
        return Math.min(held.isEmpty() ? Long.MAX_VALUE : remainingMillis(now), log.tick());
    }

    private long remainingMillis(long now) {
        return held.get(oldest()).sinceMillis + HOLD_MILLIS - now;
    }

    @Override
    public void flush() {
        writeHeld();
        log.flush();
    }

    @Override
    public void closeFiles() {
        writeHeld();
        log.closeFiles();
    }

    @Override
    public void close() {
        writeHeld();
        log.close();
    }

    /** A group, and since when it is held. */
    private static final class HeldGroup {
        private final PeerEventGroup events;
        private final long sinceMillis;

        HeldGroup(PeerEventGroup events, long sinceMillis) {
            this.events = events;
            this.sinceMillis = sinceMillis;
        }
    }
}
