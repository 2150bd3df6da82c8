package io.keepalive.agent.event.agent;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.EventFields;
import io.keepalive.agent.event.Level;
import io.keepalive.agent.text.TopCounts;
import java.util.Map;

/** More happened than there was room to remember: how much of what. */
public final class EventsDropped extends Event {

    private final Map<String, Long> counts;

    /** @param counts how many events of each kind ({@link Event#countedAs}), at least one */
    public EventsDropped(Map<String, Long> counts, long atMillis) {
        super("agent.error", Level.ERROR, atMillis);
        this.counts = counts;
    }

    @Override
    public void addTo(EventFields fields) {
        fields.number("omitted", total());
        counts.forEach((kind, count) -> fields.number("omitted." + kind, count));
    }

    @Override
    public String sentence() {
        return "too much at once, " + total() + " events counted but not written: " + TopCounts.text(counts);
    }

    private long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
