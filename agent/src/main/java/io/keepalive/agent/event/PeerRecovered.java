// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;

/** A suspect peer answers again, or a stalled one reads again. */
public final class PeerRecovered extends PeerEvent {

    public PeerRecovered(Connection connection, long atMillis) {
        super("peer.recovered", Level.INFO, "peers recovered", connection, atMillis);
    }

    @Override
    String reason() {
        return null;
    }

    @Override
    public void addTo(EventFields fields) {
        connectionFacts().addIdentity(fields);
    }

    @Override
    public String sentence() {
        return "peer recovered: " + connectionFacts().line();
    }
}
