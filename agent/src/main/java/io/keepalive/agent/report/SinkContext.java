package io.keepalive.agent.report;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.report.counters.Counters;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What sinks draw from beside the events, and where they complain. Safe on any thread. */
public final class SinkContext {

    private final Counters tally;
    private final Consumer<String> complaints;
    private final BiConsumer<String, Throwable> failures;
    private volatile Connections connections;
    private volatile InlineEventListener witness;

    /**
     * @param complaints takes what does not work, in words for people
     * @param failures takes where the agent failed, and how
     */
    SinkContext(Counters tally, Consumer<String> complaints, BiConsumer<String, Throwable> failures) {
        this.tally = tally;
        this.complaints = complaints;
        this.failures = failures;
    }

    /** What has been counted since the start. */
    public Counters counters() {
        return tally;
    }

    /** Reports that a sink does not work as it should, and counts it as an error of the agent. */
    public void reportProblem(String what) {
        tally.addAgentError();
        complaints.accept(what);
    }

    /** Reports that the agent failed somewhere; ever more rarely where it keeps failing in the same way. */
    public void failed(String where, Throwable failure) {
        failures.accept(where, failure);
    }

    /** Visits the open connections that the agent looks after and whose peers are not dead; none before it is at work. */
    public void forEachConnection(Consumer<Connection> visitor) {
        if (connections != null) {
            connections.forEach(connection -> {
                if (connection.wanted() != null && !connection.isDead()) {
                    visitor.accept(connection);
                }
            });
        }
    }

    /** Shows events to it where they happen, from now on; null shows them to nobody. */
    public void inlineListener(InlineEventListener witness) {
        this.witness = witness;
    }

    /** Who is shown events where they happen, or null. */
    InlineEventListener inlineListener() {
        return witness;
    }

    /** From now on these are the connections. */
    void connect(Connections connections) {
        this.connections = connections;
    }
}
