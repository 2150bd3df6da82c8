// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.counters;

import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.policy.Direction;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Dead peers by rule, direction and cause. Safe on any thread, lock-free. */
public final class DeathCounters {

    private final Map<Direction, ConcurrentHashMap<String, EnumCounters<Cause>>> byRule =
            new EnumMap<>(Direction.class);

    DeathCounters() {
        for (Direction direction : Direction.values()) {
            byRule.put(direction, new ConcurrentHashMap<>());
        }
    }

    /** Those of one rule and direction, by cause. Created with zeros on the first call. */
    public EnumCounters<Cause> of(String rule, Direction direction) {
        ConcurrentHashMap<String, EnumCounters<Cause>> rules = byRule.get(direction);
        EnumCounters<Cause> counts = rules.get(rule);
        if (counts == null) {
            EnumCounters<Cause> fresh = new EnumCounters<>(Cause.class);
            EnumCounters<Cause> earlier = rules.putIfAbsent(rule, fresh);
            counts = earlier == null ? fresh : earlier;
        }
        return counts;
    }

    /** Those of one direction, by rule. */
    public Map<String, EnumCounters<Cause>> of(Direction direction) {
        return Collections.unmodifiableMap(byRule.get(direction));
    }

    /** Those of one cause. */
    public long of(Cause cause) {
        return byRule.values().stream()
                .flatMap(rules -> rules.values().stream())
                .mapToLong(counts -> counts.of(cause))
                .sum();
    }

    /** All dead peers. */
    public long total() {
        return byRule.values().stream()
                .flatMap(rules -> rules.values().stream())
                .mapToLong(EnumCounters::total)
                .sum();
    }
}
