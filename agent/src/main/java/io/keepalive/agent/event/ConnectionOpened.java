package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.kernel.KeepaliveSettings;

/** A connection was opened, or an open one was found. */
public final class ConnectionOpened extends Event {

    private final ConnectionFacts portrait;
    private final KeepaliveSettings wanted;

    /** @param level DEBUG, or more for one that stands for others of its kind */
    public ConnectionOpened(Connection connection, Level level, long atMillis) {
        super(isAdopted(connection) ? "connection.adopted" : "connection.opened", level, atMillis);
        this.portrait = new ConnectionFacts(connection);
        this.wanted = connection.wanted();
    }

    @Override
    public void addTo(EventFields facts) {
        portrait.addIdentity(facts);
        portrait.addSettings(facts);
        facts.text("keepalive", text(portrait.settings())).text("keepalive.wanted", text(wanted));
        portrait.addOpenedBy(facts);
    }

    @Override
    public String sentence() {
        return (isAdopted(portrait.connection()) ? "connection adopted: " : "connection opened: ")
                + portrait.line()
                + " keepalive="
                + text(portrait.settings())
                + (differs() ? wanting() : "")
                + portrait.openedBy();
    }

    private String wanting() {
        return (portrait.connection().isOnlyObserved() ? ", only observed: the policy would set " : ", wanted ")
                + text(wanted);
    }

    private boolean differs() {
        return wanted != null && !wanted.equals(portrait.settings());
    }

    private static String text(KeepaliveSettings settings) {
        return settings == null ? null : settings.toString();
    }

    private static boolean isAdopted(Connection connection) {
        return connection.discoveredBy() == DiscoveredBy.ADOPTED;
    }
}
