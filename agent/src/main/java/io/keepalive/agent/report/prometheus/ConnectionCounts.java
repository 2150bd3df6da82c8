// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.prometheus;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.peer.PeerHealth;
import io.keepalive.agent.policy.Direction;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Numbers of open connections. Used on one thread. */
final class ConnectionCounts {

    private final Map<Direction, Map<String, Long>> byRule = new EnumMap<>(Direction.class);
    private long suspects;
    private long stalled;

    ConnectionCounts() {
        for (Direction direction : Direction.values()) {
            byRule.put(direction, new TreeMap<>());
        }
    }

    void add(Connection connection) {
        byRule.get(connection.direction()).merge(connection.rule().name(), 1L, Long::sum);
        PeerHealth health = connection.health();
        if (health != null && health.isSuspect()) {
            suspects++;
        }
        if (health != null && health.isStalled()) {
            stalled++;
        }
    }

    Map<String, Long> byRule(Direction direction) {
        return byRule.get(direction);
    }

    long suspects() {
        return suspects;
    }

    long stalled() {
        return stalled;
    }
}
