package io.keepalive.agent.report;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.policy.Direction;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which kinds of connections the agent would tune and only observes: told once a kind, which is a rule, a direction, a
 * port and what the connection has. Safe on any thread.
 */
final class ObservedKinds {

    /** So many kinds are told apart; those met later are not told. */
    private static final int MAX_KINDS = 1_000;

    private final Set<String> kinds = ConcurrentHashMap.newKeySet();

    /** Whether this connection lacks what the policy says, the agent leaves it so, and it is the first of its kind. */
    boolean shouldReport(Connection connection) {
        return connection.isOnlyObserved()
                && !connection.wanted().equals(connection.original())
                && kinds.size() < MAX_KINDS
                && isNew(kind(connection));
    }

    /** Adding locks, if briefly, even where it is there already. */
    private boolean isNew(String kind) {
        return !kinds.contains(kind) && kinds.add(kind);
    }

    private static String kind(Connection connection) {
        int port = connection.direction() == Direction.INBOUND ? connection.localPort() : connection.peerPort();
        return connection.rule().name() + ' ' + connection.direction() + ' ' + port + ' ' + connection.original();
    }
}
