package io.keepalive.agent.report;

import io.keepalive.agent.connection.Connection;

/** A connection is gone. */
final class ConnectionClosed extends Event {

    private final Portrait portrait;
    private final long ageMillis;

    /** @param ageMillis how long it was open; of an adopted one since it was found */
    ConnectionClosed(Connection connection, long ageMillis, long atMillis) {
        super("connection.closed", Level.DEBUG, atMillis);
        this.portrait = new Portrait(connection);
        this.ageMillis = ageMillis;
    }

    @Override
    protected void addTo(Facts facts) {
        portrait.addIdentity(facts);
        facts.number("age.ms", ageMillis);
        portrait.addSettings(facts);
        portrait.addOpenedBy(facts);
    }

    @Override
    protected String sentence() {
        return "connection closed: " + portrait.line() + ", " + portrait.age(ageMillis) + portrait.openedBy();
    }
}
