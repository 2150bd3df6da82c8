// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.peer.Diagnosis;
import io.keepalive.agent.text.Addresses;

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

    /** What precedes {@link #reason} in a line about several events. */
    String reasonName() {
        return "";
    }

    /** Bytes that wait here for the peer; 0 where the event does not report them. */
    long queuedBytes() {
        return 0;
    }

    /** What noticed it, or null where only the watcher does. */
    String noticedBy() {
        return null;
    }

    /** What the other connections to the peer's address show; null where they do not tell, or it does not matter. */
    Diagnosis diagnosis() {
        return null;
    }

    /** What the sentence explains beside the facts; begins with a semicolon, or is empty. */
    String advice() {
        return "";
    }

    /** {@code ; diagnosis=connection_dropped: ...}, or empty. */
    final String diagnosisSentence() {
        return DiagnosisText.of(
                diagnosis(), Addresses.bracketed(facts.connection().peer()), "this one");
    }
}
