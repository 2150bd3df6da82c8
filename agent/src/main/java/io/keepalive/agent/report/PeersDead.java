package io.keepalive.agent.report;

/** Many peers died in a short time: those of them that got no line of their own. */
final class PeersDead extends Event {

    private final DeathToll toll;

    PeersDead(DeathToll toll, long atMillis) {
        super("peer.dead", toll.isOnlyResets() ? Level.INFO : Level.WARN, atMillis);
        this.toll = toll;
    }

    @Override
    protected void addTo(Facts facts) {
        facts.number("more", toll.total());
        toll.byCause().forEach((cause, count) -> facts.number("more." + cause, count));
    }

    @Override
    protected String sentence() {
        return "peers dead: " + toll.total() + " more in the last " + Span.of(atMillis() - toll.sinceMillis()) + ": "
                + toll;
    }
}
