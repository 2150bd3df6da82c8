package io.keepalive.agent.report;

import io.keepalive.agent.connection.AppChange;
import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Death;
import io.keepalive.agent.connection.Via;
import io.keepalive.agent.policy.Direction;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What has happened since the start, counted exactly: on the thread on which it happened, whatever the log's level and
 * however much of it could be written. Safe on any thread; counting neither locks nor allocates but where something is
 * the first of its kind.
 */
public final class Tally {

    private final Map<Direction, Counts<Via>> opened = new EnumMap<>(Direction.class);
    private final DeathCounts deadPeers = new DeathCounts();
    private final Counts<AppChange.Outcome> appChanges = new Counts<>(AppChange.Outcome.class);
    private final Counts<Reload> reloads = new Counts<>(Reload.class);
    private final LongAdder agentErrors = new LongAdder();
    private final LongAdder rounds = new LongAdder();
    private final LongAdder roundNanos = new LongAdder();

    Tally() {
        for (Direction direction : Direction.values()) {
            opened.put(direction, new Counts<>(Via.class));
        }
    }

    /** Connections of one direction, by how the agent came to know of them. */
    public Counts<Via> opened(Direction direction) {
        return opened.get(direction);
    }

    /** Connections of either direction that the agent came to know of in this way. */
    public long opened(Via via) {
        return opened.values().stream().mapToLong(counts -> counts.of(via)).sum();
    }

    /** Dead peers by rule, direction and cause. */
    public DeathCounts deadPeers() {
        return deadPeers;
    }

    void addDeath(Death death) {
        Connection connection = death.connection();
        deadPeers.of(connection.rule().name(), connection.direction()).add(death.cause());
    }

    /** Changes by the application, every one of them, by what became of them. */
    public Counts<AppChange.Outcome> appChanges() {
        return appChanges;
    }

    /** Changed configurations, by what became of them. */
    public Counts<Reload> reloads() {
        return reloads;
    }

    /** Counts a configuration that was read while the agent runs. */
    public void addReload(Reload result) {
        reloads.add(result);
    }

    /** Failures inside the agent, among them options that could not be set and reports that could not be written. */
    public long agentErrors() {
        return agentErrors.sum();
    }

    void addAgentError() {
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

    void addRound(long nanos) {
        rounds.increment();
        roundNanos.add(nanos);
    }
}
