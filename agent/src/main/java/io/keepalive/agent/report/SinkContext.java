package io.keepalive.agent.report;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.report.counters.Counters;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Access of the sinks to counters and connections, and their way to report problems. Safe on any thread. */
public final class SinkContext {

    private final Counters counters;
    private final Consumer<String> problems;
    private final BiConsumer<String, Throwable> failures;
    private volatile Connections connections;
    private volatile InlineEventListener inlineListener;

    /**
     * @param problems receives problems in words for people
     * @param failures receives the place of a failure of the agent, and the exception
     */
    SinkContext(Counters counters, Consumer<String> problems, BiConsumer<String, Throwable> failures) {
        this.counters = counters;
        this.problems = problems;
        this.failures = failures;
    }

    /** The counters since the start. */
    public Counters counters() {
        return counters;
    }

    /** Reports that a sink does not work, and counts an error of the agent. */
    public void reportProblem(String what) {
        counters.addAgentError();
        problems.accept(what);
    }

    /** Reports a failure of the agent; a repeated one ever more rarely. */
    public void failed(String where, Throwable failure) {
        failures.accept(where, failure);
    }

    /** Visits the open connections under a rule whose peers are not dead; none before the agent runs. */
    public void forEachConnection(Consumer<Connection> visitor) {
        if (connections != null) {
            connections.forEach(connection -> {
                if (connection.wanted() != null && !connection.isDead()) {
                    visitor.accept(connection);
                }
            });
        }
    }

    /** Passes events to the listener on the thread on which they happen; null for none. */
    public void setInlineListener(InlineEventListener listener) {
        inlineListener = listener;
    }

    InlineEventListener inlineListener() {
        return inlineListener;
    }

    void connect(Connections connections) {
        this.connections = connections;
    }
}
