package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;

/** Something about one connection's peer that may happen to thousands of them together. */
public abstract class PeerEvent extends Event {

    private final ConnectionFacts portrait;
    private final String together;

    /**
     * @param together what is said of many at once, such as {@code peers dead}
     */
    PeerEvent(String name, Level level, String together, Connection connection, long atMillis) {
        super(name, level, atMillis);
        this.portrait = new ConnectionFacts(connection);
        this.together = together;
    }

    final ConnectionFacts connectionFacts() {
        return portrait;
    }

    final String summaryName() {
        return together;
    }

    /** What many of them are told apart by, or null where there is nothing. */
    abstract String reason();
}
