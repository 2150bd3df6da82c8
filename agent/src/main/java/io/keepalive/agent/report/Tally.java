package io.keepalive.agent.report;

import io.keepalive.agent.connection.AppChange;
import io.keepalive.agent.connection.Cause;
import io.keepalive.agent.connection.Via;
import java.util.concurrent.atomic.LongAdder;

/**
 * What has happened since the start, counted exactly: on the thread on which it happened, whatever the log's level and
 * however much of it could be written. Safe on any thread.
 */
public final class Tally {

    private final Counts<Via> opened = new Counts<>(Via.class);
    private final Counts<Cause> deadPeers = new Counts<>(Cause.class);
    private final Counts<AppChange.Outcome> appChanges = new Counts<>(AppChange.Outcome.class);
    private final LongAdder agentErrors = new LongAdder();

    /** Connections by how the agent came to know of them. */
    public Counts<Via> opened() {
        return opened;
    }

    /** Dead peers by cause. */
    public Counts<Cause> deadPeers() {
        return deadPeers;
    }

    /** Changes by the application, every one of them, by what became of them. */
    public Counts<AppChange.Outcome> appChanges() {
        return appChanges;
    }

    /** Failures inside the agent, among them options that could not be set and reports that could not be written. */
    public long agentErrors() {
        return agentErrors.sum();
    }

    void addAgentError() {
        agentErrors.increment();
    }
}
