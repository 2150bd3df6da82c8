package io.keepalive.agent.report;

import io.keepalive.agent.connection.Connection;

/** The peer closed long ago and the application still holds the connection: a leak. */
final class ConnectionHalfClosed extends PeerEvent {

    private final long sinceMillis;

    /** @param sinceMillis how long ago the peer was seen to have closed */
    ConnectionHalfClosed(Connection connection, long sinceMillis, long atMillis) {
        super("connection.half_closed", Level.WARN, "connections half-closed", connection, atMillis);
        this.sinceMillis = sinceMillis;
    }

    @Override
    String reason() {
        return null;
    }

    @Override
    protected void addTo(Facts facts) {
        portrait().addIdentity(facts);
        facts.number("half_closed.ms", sinceMillis);
        portrait().addOpenedBy(facts);
    }

    @Override
    protected String sentence() {
        return "connection half-closed: " + portrait().line() + ": the peer closed " + Span.of(sinceMillis)
                + " ago, the application has not" + portrait().openedBy();
    }
}
