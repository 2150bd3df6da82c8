// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.text.TopCounts;
import io.keepalive.agent.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Number of equal events by reason and by peer. Bounded in size for any number of peers. Used on one thread. */
public final class PeerEventSummary {

    /** Maximum number of peers counted by name; further ones are counted together. */
    public static final int PEERS = 256;

    private static final int PEERS_NAMED = 3;

    private final long sinceMillis;
    private final String name;
    private final String summaryName;
    private final Map<String, Long> byReason = new TreeMap<>();
    private final Map<String, Long> byPeer = new HashMap<>();
    private long total;
    private Level level;

    /**
     * @param first a group of the kind to count; not counted itself
     * @param sinceMillis start of counting, see {@link Clock#steadyMillis}
     */
    public PeerEventSummary(PeerEventGroup first, long sinceMillis) {
        this.name = first.name();
        this.summaryName = first.first().summaryName();
        this.level = first.level();
        this.sinceMillis = sinceMillis;
    }

    String name() {
        return name;
    }

    String summaryName() {
        return summaryName;
    }

    public long sinceMillis() {
        return sinceMillis;
    }

    long total() {
        return total;
    }

    /** The highest level of all events. */
    Level level() {
        return level;
    }

    Map<String, Long> byReason() {
        return byReason;
    }

    /** Counts the events of a group of the same kind. */
    public void add(PeerEventGroup group) {
        total += group.size();
        level = group.level().compareTo(level) > 0 ? group.level() : level;
        group.reasons().forEach((reason, count) -> byReason.merge(reason, count, Long::sum));
        group.peers().forEach((peer, count) -> {
            if (byPeer.size() < PEERS || byPeer.containsKey(peer)) {
                byPeer.merge(peer, count, Long::sum);
            }
        });
    }

    /** {@code keepalive_timeout 9980; to 10.0.0.2:5432 9900, others 80}. */
    @Override
    public String toString() {
        return (byReason.isEmpty() ? "" : TopCounts.text(byReason) + "; ")
                + TopCounts.text(byPeer, PEERS_NAMED)
                + others();
    }

    private String others() {
        long named = byPeer.values().stream()
                .sorted((a, b) -> Long.compare(b, a))
                .limit(PEERS_NAMED)
                .mapToLong(Long::longValue)
                .sum();
        return named == total ? "" : ", others " + (total - named);
    }
}
