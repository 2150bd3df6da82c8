package io.keepalive.agent.report;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.ConnectionRegistry;
import io.keepalive.agent.report.counters.Counters;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What sinks draw from beside the events, and where they complain. Safe on any thread. */
public final class SinkContext {

    private final Counters counters;
    private final Consumer<String> problems;
    private final BiConsumer<String, Throwable> failures;
    private volatile ConnectionRegistry registry;
    private volatile InlineEventListener inlineListener;

    /**
     * @param problems takes what does not work, in words for people
     * @param failures takes where the agent failed, and how
     */
    SinkContext(Counters counters, Consumer<String> problems, BiConsumer<String, Throwable> failures) {
        this.counters = counters;
        this.problems = problems;
        this.failures = failures;
    }

    /** What has been counted since the start. */
    public Counters counters() {
        return counters;
    }

    /** Reports that a sink does not work as it should, and counts it as an error of the agent. */
    public void reportProblem(String what) {
        counters.addAgentError();
        problems.accept(what);
    }

    /** Reports that the agent failed somewhere; ever more rarely where it keeps failing in the same way. */
    public void failed(String where, Throwable failure) {
        failures.accept(where, failure);
    }

    /** Visits the open connections that the agent looks after and whose peers are not dead; none before it is at work. */
    public void forEachConnection(Consumer<Connection> visitor) {
        if (registry != null) {
            registry.forEach(connection -> {
                if (connection.wanted() != null && !connection.isDead()) {
                    visitor.accept(connection);
                }
            });
        }
    }

    /** Shows events to it where they happen, from now on; null shows them to nobody. */
    public void setInlineListener(InlineEventListener listener) {
        inlineListener = listener;
    }

    /** Who is shown events where they happen, or null. */
    InlineEventListener inlineListener() {
        return inlineListener;
    }

    /** From now on these are the connections. */
    void connect(ConnectionRegistry registry) {
        this.registry = registry;
    }
}
