// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.kernel.KeepaliveSettings;

/** A connection was opened or adopted. */
public final class ConnectionOpened extends Event {

    private final ConnectionFacts facts;
    private final KeepaliveSettings wanted;

    /** @param level DEBUG; INFO for the first of its kind in mode observe */
    public ConnectionOpened(Connection connection, Level level, long atMillis) {
        super(isAdopted(connection) ? "connection.adopted" : "connection.opened", level, atMillis);
        this.facts = new ConnectionFacts(connection);
        this.wanted = connection.wanted();
    }

    @Override
    public void addTo(EventFields fields) {
        facts.addIdentity(fields);
        facts.addSettings(fields);
        fields.text("keepalive", text(facts.settings())).text("keepalive.wanted", text(wanted));
        facts.addOpenedBy(fields);
    }

    @Override
    public String sentence() {
        return (isAdopted(facts.connection()) ? "connection adopted: " : "connection opened: ")
                + facts.line()
                + " keepalive="
                + text(facts.settings())
                + (differs() ? wantedText() : "")
                + facts.openedBy();
    }

    private String wantedText() {
        return (facts.connection().isOnlyObserved() ? ", only observed: the policy would set " : ", wanted ")
                + text(wanted);
    }

    private boolean differs() {
        return wanted != null && !wanted.equals(facts.settings());
    }

    private static String text(KeepaliveSettings settings) {
        return settings == null ? null : settings.toString();
    }

    private static boolean isAdopted(Connection connection) {
        return connection.discoveredBy() == DiscoveredBy.ADOPTED;
    }
}
