// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.counters;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Death;
import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.connection.OptionChange;
import io.keepalive.agent.event.agent.ReloadResult;
import io.keepalive.agent.policy.Direction;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Exact counts since the start. Each is updated on the thread of the event, regardless of the log's level and of dropped
 * events. Safe on any thread; counting neither locks nor allocates, except for the first death of a rule.
 */
public final class Counters {

    private final Map<Direction, EnumCounters<DiscoveredBy>> opened = new EnumMap<>(Direction.class);
    private final DeathCounters deadPeers = new DeathCounters();
    private final EnumCounters<OptionChange.Outcome> appChanges = new EnumCounters<>(OptionChange.Outcome.class);
    private final EnumCounters<ReloadResult> reloads = new EnumCounters<>(ReloadResult.class);
    private final AtomicLong agentErrors = new AtomicLong();
    private final AtomicLong rounds = new AtomicLong();
    private final AtomicLong roundNanos = new AtomicLong();

    public Counters() {
        for (Direction direction : Direction.values()) {
            opened.put(direction, new EnumCounters<>(DiscoveredBy.class));
        }
    }

    /** Connections of one direction, by how the agent discovered them. */
    public EnumCounters<DiscoveredBy> opened(Direction direction) {
        return opened.get(direction);
    }

    /** Connections of both directions that were discovered in this way. */
    public long opened(DiscoveredBy via) {
        return opened.values().stream().mapToLong(counts -> counts.of(via)).sum();
    }

    /** Dead peers by rule, direction and cause. */
    public DeathCounters deadPeers() {
        return deadPeers;
    }

    /** Counts a dead peer by rule, direction and cause. */
    public void addDeath(Death death) {
        Connection connection = death.connection();
        deadPeers.of(connection.rule().name(), connection.direction()).add(death.cause());
    }

    /** All changes by the application, by outcome. */
    public EnumCounters<OptionChange.Outcome> appChanges() {
        return appChanges;
    }

    /** Configurations read while the agent runs, by result. */
    public EnumCounters<ReloadResult> reloads() {
        return reloads;
    }

    /** Counts a configuration read while the agent runs. */
    public void addReload(ReloadResult result) {
        reloads.add(result);
    }

    /** Failures of the agent, including options that could not be set and reports that could not be written. */
    public long agentErrors() {
        return agentErrors.get();
    }

    /** Counts a failure of the agent. */
    public void addAgentError() {
        agentErrors.incrementAndGet();
    }

    /** Number of rounds of the watcher. */
    public long rounds() {
        return rounds.get();
    }

    /** Processor time of these rounds in nanoseconds. */
    public long roundNanos() {
        return roundNanos.get();
    }

    /** Counts a round of the watcher and its processor time in nanoseconds. */
    public void addRound(long nanos) {
        rounds.incrementAndGet();
        roundNanos.addAndGet(nanos);
    }
}
