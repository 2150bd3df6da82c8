package io.keepalive.agent.report;

import io.keepalive.agent.connection.Connection;

/** A connection is gone. */
final class ConnectionClosed extends Event {

    private final Portrait portrait;

    ConnectionClosed(Connection connection, long atMillis) {
        super("connection.closed", Level.DEBUG, atMillis);
        this.portrait = new Portrait(connection);
    }

    @Override
    protected void addTo(Facts facts) {
        portrait.addIdentity(facts);
        facts.number("age.ms", portrait.ageMillis(atMillis()));
        portrait.addSettings(facts);
        portrait.addOpenedBy(facts);
    }

    @Override
    protected String sentence() {
        return "connection closed: " + portrait.line() + ", " + portrait.age(atMillis()) + portrait.openedBy();
    }
}
