package io.keepalive.agent.report;

import io.keepalive.agent.connection.Connection;

/** A suspect peer answers again. */
final class PeerRecovered extends PeerEvent {

    PeerRecovered(Connection connection, long atMillis) {
        super("peer.recovered", Level.INFO, "peers recovered", connection, atMillis);
    }

    @Override
    String reason() {
        return null;
    }

    @Override
    protected void addTo(Facts facts) {
        portrait().addIdentity(facts);
    }

    @Override
    protected String sentence() {
        return "peer recovered: " + portrait().line();
    }
}
