package io.keepalive.agent.report;

/** Many peers died in a short time: those of them that got no line of their own. */
final class PeersDead extends Event {

    private final DeathToll toll;
    private final long lastedMillis;

    /** @param lastedMillis over how long they died */
    PeersDead(DeathToll toll, long lastedMillis, long atMillis) {
        super("peer.dead", toll.isOnlyResets() ? Level.INFO : Level.WARN, atMillis);
        this.toll = toll;
        this.lastedMillis = lastedMillis;
    }

    @Override
    protected void addTo(Facts facts) {
        facts.number("more", toll.total()).number("within.ms", lastedMillis);
        toll.byCause().forEach((cause, count) -> facts.number("more." + cause, count));
    }

    @Override
    protected String sentence() {
        return "peers dead: " + toll.total() + " more in the last " + Span.of(lastedMillis) + ": " + toll;
    }
}
