package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;

/** An event about one connection's peer, which may occur for thousands of connections at once. */
public abstract class PeerEvent extends Event {

    private final ConnectionFacts facts;
    private final String summaryName;

    /**
     * @param summaryName beginning of the sentence about many such events, such as {@code peers dead}
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

    /** The reason by which a summary groups the events, or null if there is none. */
    abstract String reason();
}
