package io.keepalive.agent.report;

/** The same happened to many peers in a short time: those of them that got no line of their own. */
final class PeersTogether extends Event {

    private final Toll toll;
    private final long lastedMillis;

    /** @param lastedMillis over how long it happened */
    PeersTogether(Toll toll, long lastedMillis, long atMillis) {
        super(toll.name(), toll.level(), atMillis);
        this.toll = toll;
        this.lastedMillis = lastedMillis;
    }

    @Override
    protected void addTo(Facts facts) {
        facts.number("more", toll.total()).number("within.ms", lastedMillis);
        toll.byReason().forEach((reason, count) -> facts.number("more." + reason, count));
    }

    @Override
    protected String sentence() {
        return toll.together() + ": " + toll.total() + " more in the last " + Span.of(lastedMillis) + ": " + toll;
    }
}
