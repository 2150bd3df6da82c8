package io.keepalive.agent.report;

import java.util.Map;

/** More happened than there was room to remember: how much of what. */
final class EventsOmitted extends Event {

    private final Map<String, Long> counts;

    /** @param counts how many events of each kind ({@link Event#countedAs}), at least one */
    EventsOmitted(Map<String, Long> counts, long atMillis) {
        super("agent.error", Level.ERROR, atMillis);
        this.counts = counts;
    }

    @Override
    protected void addTo(Facts facts) {
        facts.number("omitted", total());
        counts.forEach((kind, count) -> facts.number("omitted." + kind, count));
    }

    @Override
    protected String sentence() {
        return "too much at once, " + total() + " events counted but not written: " + Ranking.text(counts);
    }

    private long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
