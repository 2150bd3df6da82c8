package io.keepalive.agent.report;

import io.keepalive.agent.connection.Cause;
import io.keepalive.agent.policy.Direction;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Dead peers, counted by rule, direction and cause. Safe on any thread, without locks. */
public final class DeathCounts {

    private final Map<Direction, ConcurrentHashMap<String, Counts<Cause>>> byRule = new EnumMap<>(Direction.class);

    DeathCounts() {
        for (Direction direction : Direction.values()) {
            byRule.put(direction, new ConcurrentHashMap<>());
        }
    }

    /** Those of one rule and direction, by cause; from now on there, with zeros, also where none has died yet. */
    public Counts<Cause> of(String rule, Direction direction) {
        ConcurrentHashMap<String, Counts<Cause>> rules = byRule.get(direction);
        Counts<Cause> counts = rules.get(rule);
        if (counts == null) {
            Counts<Cause> fresh = new Counts<>(Cause.class);
            Counts<Cause> earlier = rules.putIfAbsent(rule, fresh);
            counts = earlier == null ? fresh : earlier;
        }
        return counts;
    }

    /** Those of one direction, by rule. */
    public Map<String, Counts<Cause>> of(Direction direction) {
        return Collections.unmodifiableMap(byRule.get(direction));
    }

    /** Those of one cause. */
    public long of(Cause cause) {
        return byRule.values().stream()
                .flatMap(rules -> rules.values().stream())
                .mapToLong(counts -> counts.of(cause))
                .sum();
    }

    /** All of them. */
    public long total() {
        return byRule.values().stream()
                .flatMap(rules -> rules.values().stream())
                .mapToLong(Counts::total)
                .sum();
    }
}
