// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.text.Addresses;
import io.keepalive.agent.text.BoundedText;
import io.keepalive.agent.text.ConnectionField;
import io.keepalive.agent.text.DurationFormat;
import io.keepalive.agent.text.EnumWord;

/** The part that all events about a connection share: its identity, its keepalive settings, and who opened it. */
final class ConnectionFacts {

    private static final int NOT_LEAKED = -1;

    private final Connection connection;
    private final KeepaliveSettings settings;
    private final int leakedDescriptor;

    /**
     * Copies what may change after the event: the current settings and the local address. The kernel returns the local
     * address only while the socket is open; this takes one system call per connection.
     */
    ConnectionFacts(Connection connection) {
        this.connection = connection;
        this.settings = connection.actual() == null ? connection.wanted() : connection.actual();
        this.leakedDescriptor = connection.isAbandoned() ? connection.socket().number() : NOT_LEAKED;
        connection.local();
    }

    Connection connection() {
        return connection;
    }

    /** The settings read from the kernel or, if they were never read, the wanted ones; null if unknown. */
    KeepaliveSettings settings() {
        return settings;
    }

    /** {@code outbound 10.0.0.1:51234 -> db.internal/10.0.0.2:5432 rule=database}. */
    String line() {
        return direction()
                + ' '
                + Addresses.hostAndPort(connection.local())
                + (isInbound() ? " <- " : " -> ")
                + (connection.peerHost() == null ? "" : BoundedText.text(connection.peerHost()) + '/')
                + Addresses.hostAndPort(connection.peer())
                + (connection.rule() == null
                        ? ""
                        : " rule=" + BoundedText.text(connection.rule().name()));
    }

    /** {@code open 2 h 3 min}; {@code open at least} for an adopted connection, whose opening was not observed. */
    String age(long ageMillis) {
        return (connection.discoveredBy() == DiscoveredBy.ADOPTED ? "open at least " : "open ")
                + DurationFormat.of(ageMillis);
    }

    /**
     * {@code ; opened by pool-1-thread-2 at com.acme.Pool.open(Pool.java:33)}, as far as known. For a leaked connection also
     * the descriptor, which the application can no longer close.
     */
    String openedBy() {
        return opened()
                + (leakedDescriptor < 0
                        ? ""
                        : "; the application has lost it: only descriptor " + leakedDescriptor + " is left");
    }

    private String opened() {
        String thread = BoundedText.text(connection.openedByThread());
        String place = StackTraceFormat.callSite(connection.openedAt());
        if (thread == null && place == null) {
            return "";
        }
        return "; opened" + (thread == null ? "" : " by " + thread) + (place == null ? "" : " at " + place);
    }

    void addIdentity(EventFields fields) {
        fields.number(ConnectionField.ID, connection.id())
                .text(ConnectionField.LOCAL_ADDRESS, Addresses.host(connection.local()))
                .known(ConnectionField.LOCAL_PORT, Addresses.port(connection.local()))
                .text(ConnectionField.PEER_ADDRESS, Addresses.host(connection.peer()))
                .known(ConnectionField.PEER_PORT, Addresses.port(connection.peer()))
                .text(ConnectionField.PEER_HOST, connection.peerHost())
                .text(ConnectionField.DIRECTION, direction())
                .text(
                        ConnectionField.RULE,
                        connection.rule() == null ? null : connection.rule().name());
    }

    void addSettings(EventFields fields) {
        if (settings != null) {
            fields.known(ConnectionField.KEEPALIVE_IDLE, settings.idleSeconds())
                    .known(ConnectionField.KEEPALIVE_INTERVAL, settings.intervalSeconds())
                    .known(ConnectionField.KEEPALIVE_COUNT, settings.count())
                    .known(ConnectionField.USER_TIMEOUT, settings.userTimeoutMillis());
        }
    }

    void addOpenedBy(EventFields fields) {
        fields.text(ConnectionField.OPENED_THREAD, connection.openedByThread())
                .text(ConnectionField.OPENED_AT, StackTraceFormat.callSite(connection.openedAt()))
                .known("lost.descriptor", leakedDescriptor);
    }

    private String direction() {
        return EnumWord.of(connection.direction());
    }

    private boolean isInbound() {
        return connection.direction() == Direction.INBOUND;
    }
}
