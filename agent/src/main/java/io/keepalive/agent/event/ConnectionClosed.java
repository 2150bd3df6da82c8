// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.text.ConnectionField;

/** A connection was closed. */
public final class ConnectionClosed extends Event {

    private final ConnectionFacts facts;
    private final long ageMillis;

    /** @param ageMillis time since it was opened or, for an adopted connection, since its adoption */
    public ConnectionClosed(Connection connection, long ageMillis, long atMillis) {
        super("connection.closed", Level.DEBUG, atMillis);
        this.facts = new ConnectionFacts(connection);
        this.ageMillis = ageMillis;
    }

    @Override
    public void addTo(EventFields fields) {
        facts.addIdentity(fields);
        fields.number(ConnectionField.AGE, ageMillis);
        facts.addSettings(fields);
        facts.addOpenedBy(fields);
    }

    @Override
    public String sentence() {
        return "connection closed: " + facts.line() + ", " + facts.age(ageMillis) + facts.openedBy();
    }
}
