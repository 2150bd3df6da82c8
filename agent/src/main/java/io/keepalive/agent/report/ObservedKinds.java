// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.policy.Direction;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Kinds of connections that mode observe leaves without the configured settings. Each kind is reported once; a kind is a
 * rule, a direction, a port and the original settings. Safe on any thread.
 */
final class ObservedKinds {

    /** Maximum number of kinds; further ones are not reported. */
    private static final int MAX_KINDS = 1_000;

    private final Set<String> kinds = ConcurrentHashMap.newKeySet();

    /** Whether the connection is only observed, differs from the policy, and is the first of its kind. */
    boolean shouldReport(Connection connection) {
        return connection.isOnlyObserved()
                && !connection.wanted().equals(connection.original())
                && kinds.size() < MAX_KINDS
                && isNew(kind(connection));
    }

    /** Reads first, since adding an existing element locks too. */
    private boolean isNew(String kind) {
        return !kinds.contains(kind) && kinds.add(kind);
    }

    private static String kind(Connection connection) {
        int port = connection.direction() == Direction.INBOUND ? connection.localPort() : connection.peerPort();
        return connection.rule().name() + ' ' + connection.direction() + ' ' + port + ' ' + connection.original();
    }
}
