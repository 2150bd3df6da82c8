package io.keepalive.agent.event;

import io.keepalive.agent.text.DurationFormat;

/** The same happened to many peers in a short time: those of them that got no line of their own. */
public final class PeerEventsSummarized extends Event {

    private final PeerEventSummary toll;
    private final long lastedMillis;

    /** @param lastedMillis over how long it happened */
    public PeerEventsSummarized(PeerEventSummary toll, long lastedMillis, long atMillis) {
        super(toll.name(), toll.level(), atMillis);
        this.toll = toll;
        this.lastedMillis = lastedMillis;
    }

    @Override
    public void addTo(EventFields facts) {
        facts.number("more", toll.total()).number("within.ms", lastedMillis);
        toll.byReason().forEach((reason, count) -> facts.number("more." + reason, count));
    }

    @Override
    public String sentence() {
        return toll.together() + ": " + toll.total() + " more in the last " + DurationFormat.of(lastedMillis) + ": "
                + toll;
    }
}
