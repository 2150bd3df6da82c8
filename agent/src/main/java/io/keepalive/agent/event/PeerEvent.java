package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;

/** Something about one connection's peer that may happen to thousands of them together. */
public abstract class PeerEvent extends Event {

    private final ConnectionFacts facts;
    private final String summaryName;

    /**
     * @param summaryName what is said of many at once, such as {@code peers dead}
     */
    PeerEvent(String name, Level level, String summaryName, Connection connection, long atMillis) {
        super(name, level, atMillis);
        this.facts = new ConnectionFacts(connection);
        this.summaryName = summaryName;
    }

    final ConnectionFacts connectionFacts() {
        return facts;
    }

    final String summaryName() {
        return summaryName;
    }

    /** What many of them are told apart by, or null where there is nothing. */
    abstract String reason();
}
