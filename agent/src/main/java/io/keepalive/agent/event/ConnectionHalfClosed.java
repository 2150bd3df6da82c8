// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.text.DurationFormat;

/** The peer closed some time ago and the application still holds the connection: a leak. */
public final class ConnectionHalfClosed extends PeerEvent {

    private final long sinceMillis;

    /** @param sinceMillis time since the close by the peer was detected */
    public ConnectionHalfClosed(Connection connection, long sinceMillis, long atMillis) {
        super("connection.half_closed", Level.WARN, "connections half-closed", connection, atMillis);
        this.sinceMillis = sinceMillis;
    }

    @Override
    String reason() {
        return null;
    }

    @Override
    public void addTo(EventFields fields) {
        connectionFacts().addIdentity(fields);
        fields.number("half_closed.ms", sinceMillis);
        connectionFacts().addOpenedBy(fields);
    }

    @Override
    public String sentence() {
        return "connection half-closed: " + connectionFacts().line() + ": the peer closed "
                + DurationFormat.of(sinceMillis) + " ago, the application has not"
                + connectionFacts().openedBy();
    }
}
