package io.keepalive.agent.report.counters;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Death;
import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.connection.OptionChange;
import io.keepalive.agent.event.agent.ReloadResult;
import io.keepalive.agent.policy.Direction;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What has happened since the start, counted exactly: on the thread on which it happened, whatever the log's level and
 * however much of it could be written. Safe on any thread; counting neither locks nor allocates but where something is
 * the first of its kind.
 */
public final class Counters {

    private final Map<Direction, EnumCounters<DiscoveredBy>> opened = new EnumMap<>(Direction.class);
    private final DeathCounters deadPeers = new DeathCounters();
    private final EnumCounters<OptionChange.Outcome> appChanges = new EnumCounters<>(OptionChange.Outcome.class);
    private final EnumCounters<ReloadResult> reloads = new EnumCounters<>(ReloadResult.class);
    private final LongAdder agentErrors = new LongAdder();
    private final LongAdder rounds = new LongAdder();
    private final LongAdder roundNanos = new LongAdder();

    public Counters() {
        for (Direction direction : Direction.values()) {
            opened.put(direction, new EnumCounters<>(DiscoveredBy.class));
        }
    }

    /** Connections of one direction, by how the agent came to know of them. */
    public EnumCounters<DiscoveredBy> opened(Direction direction) {
        return opened.get(direction);
    }

    /** Connections of either direction that the agent came to know of in this way. */
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

    /** Changes by the application, every one of them, by what became of them. */
    public EnumCounters<OptionChange.Outcome> appChanges() {
        return appChanges;
    }

    /** Changed configurations, by what became of them. */
    public EnumCounters<ReloadResult> reloads() {
        return reloads;
    }

    /** Counts a configuration that was read while the agent runs. */
    public void addReload(ReloadResult result) {
        reloads.add(result);
    }

    /** Failures inside the agent, among them options that could not be set and reports that could not be written. */
    public long agentErrors() {
        return agentErrors.sum();
    }

    /** Counts a failure of the agent. */
    public void addAgentError() {
        agentErrors.increment();
    }

    /** How often the watcher has gone round. */
    public long rounds() {
        return rounds.sum();
    }

    /** What those rounds have cost in processor time, in nanoseconds. */
    public long roundNanos() {
        return roundNanos.sum();
    }

    /** Counts a round of the watcher, and how long it took in nanoseconds. */
    public void addRound(long nanos) {
        rounds.increment();
        roundNanos.add(nanos);
    }
}
