package io.keepalive.agent.report;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.report.counters.Counters;
import java.util.function.Consumer;

/** Access of the sinks to counters and connections, and their way to report problems. Safe on any thread. */
public abstract class SinkContext {

    private final Counters counters;
    private volatile Connections connections;
    private volatile InlineEventListener inlineListener;

    SinkContext(Counters counters) {
        this.counters = counters;
    }

    /** Reports a problem in words for people. */
    abstract void report(String problem);

    /** Reports a failure of the agent; a repeated one ever more rarely. */
    public abstract void failed(String where, Throwable failure);

    /** The counters since the start. */
    public final Counters counters() {
        return counters;
    }

    /** Reports that a sink does not work, and counts an error of the agent. */
    public final void reportProblem(String what) {
        counters.addAgentError();
        report(what);
    }

    /** Visits the open connections under a rule whose peers are not dead; none before the agent runs. */
    public final void forEachConnection(Consumer<Connection> visitor) {
        if (connections != null) {
            connections.forEach(connection -> {
                if (connection.wanted() != null && !connection.isDead()) {
                    visitor.accept(connection);
                }
            });
        }
    }

    /** Passes events to the listener on the thread on which they happen; null for none. */
    public final void setInlineListener(InlineEventListener listener) {
        inlineListener = listener;
    }

    final InlineEventListener inlineListener() {
        return inlineListener;
    }

    final void connect(Connections connections) {
        this.connections = connections;
    }
}
