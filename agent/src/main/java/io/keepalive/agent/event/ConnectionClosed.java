package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;

/** A connection is gone. */
public final class ConnectionClosed extends Event {

    private final ConnectionFacts portrait;
    private final long ageMillis;

    /** @param ageMillis how long it was open; of an adopted one since it was found */
    public ConnectionClosed(Connection connection, long ageMillis, long atMillis) {
        super("connection.closed", Level.DEBUG, atMillis);
        this.portrait = new ConnectionFacts(connection);
        this.ageMillis = ageMillis;
    }

    @Override
    public void addTo(EventFields facts) {
        portrait.addIdentity(facts);
        facts.number("age.ms", ageMillis);
        portrait.addSettings(facts);
        portrait.addOpenedBy(facts);
    }

    @Override
    public String sentence() {
        return "connection closed: " + portrait.line() + ", " + portrait.age(ageMillis) + portrait.openedBy();
    }
}
