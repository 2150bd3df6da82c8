package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.text.Addresses;
import io.keepalive.agent.text.BoundedText;
import io.keepalive.agent.text.DurationFormat;
import io.keepalive.agent.text.EnumWord;

/** What every event about a connection says of it: which one it is, what it had, who opened it. */
final class ConnectionFacts {

    private static final int BY_THE_APPLICATION = -1;

    private final Connection connection;
    private final KeepaliveSettings settings;
    private final int heldByNumber;

    /**
     * Takes what may change or vanish once the event has passed: the settings as they are now, and the local address,
     * which the kernel tells only while the socket is open (one system call, and only the first time).
     */
    ConnectionFacts(Connection connection) {
        this.connection = connection;
        this.settings = connection.actual() == null ? connection.wanted() : connection.actual();
        this.heldByNumber = connection.isAbandoned() ? connection.socket().number() : BY_THE_APPLICATION;
        connection.local();
    }

    Connection connection() {
        return connection;
    }

    /** What the connection had: as the kernel said or, where it was never asked, as wanted; null where unknown. */
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

    /** {@code open 2 h 3 min}; an adopted connection may be older than the agent can know. */
    String age(long ageMillis) {
        return (connection.discoveredBy() == DiscoveredBy.ADOPTED ? "open at least " : "open ")
                + DurationFormat.of(ageMillis);
    }

    /**
     * {@code ; opened by pool-1-thread-2 at com.acme.Pool.open(Pool.java:33)}, as much of it as is known; and where it has
     * been leaked, that the application could not close it any more if it wanted to.
     */
    String openedBy() {
        return opened()
                + (heldByNumber < 0
                        ? ""
                        : "; the application has lost it: only descriptor " + heldByNumber + " is left");
    }

    private String opened() {
        String thread = BoundedText.text(connection.openedByThread());
        String place = StackTraceFormat.callSite(connection.openedAt());
        if (thread == null && place == null) {
            return "";
        }
        return "; opened" + (thread == null ? "" : " by " + thread) + (place == null ? "" : " at " + place);
    }

    /** Which connection it is. */
    void addIdentity(EventFields facts) {
        facts.number("connection.id", connection.id())
                .text("network.local.address", Addresses.host(connection.local()))
                .known("network.local.port", Addresses.port(connection.local()))
                .text("network.peer.address", Addresses.host(connection.peer()))
                .known("network.peer.port", Addresses.port(connection.peer()))
                .text("peer.host", connection.peerHost())
                .text("direction", direction())
                .text(
                        "rule",
                        connection.rule() == null ? null : connection.rule().name());
    }

    /** What it had. */
    void addSettings(EventFields facts) {
        if (settings != null) {
            facts.known("keepalive.idle.s", settings.idleSeconds())
                    .known("keepalive.interval.s", settings.intervalSeconds())
                    .known("keepalive.count", settings.count())
                    .known("keepalive.user_timeout.ms", settings.userTimeoutMillis());
        }
    }

    /** Who opened it. */
    void addOpenedBy(EventFields facts) {
        facts.text("opened.thread", connection.openedByThread())
                .text("opened.at", StackTraceFormat.callSite(connection.openedAt()))
                .known("lost.descriptor", heldByNumber);
    }

    private String direction() {
        return EnumWord.of(connection.direction());
    }

    private boolean isInbound() {
        return connection.direction() == Direction.INBOUND;
    }
}
