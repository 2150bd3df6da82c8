package io.keepalive.agent.report;

import io.keepalive.agent.connection.Connection;

/** A suspect peer answers again. */
final class PeerRecovered extends Event {

    private final Portrait portrait;

    PeerRecovered(Connection connection, long atMillis) {
        super("peer.recovered", Level.INFO, atMillis);
        this.portrait = new Portrait(connection);
    }

    @Override
    protected void addTo(Facts facts) {
        portrait.addIdentity(facts);
    }

    @Override
    protected String sentence() {
        return "peer recovered: " + portrait.line();
    }
}
