// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.fault.PartHealth;
import io.keepalive.agent.fault.Parts;
import io.keepalive.agent.report.counters.Counters;
import java.util.function.Consumer;

/** Access of the sinks to counters and connections, and their way to report problems. Safe on any thread. */
public abstract class SinkContext {

    /** Failures in a row that take a sink out of service. */
    private static final int LIMIT = 5;

    private final Counters counters;
    private final Parts parts = new Parts();
    /** The part that the log is. */
    private volatile PartHealth log;

    private volatile Connections connections;
    private volatile InlineEventListener inlineListener;

    SinkContext(Counters counters) {
        this.counters = counters;
    }

    /** Reports a problem in words for people. */
    abstract void report(String problem);

    /** Reports which parts of the agent have gone out of service or have come back. On the agent's own threads. */
    abstract void reviewParts();

    /** Reports a failure of the agent; a repeated one ever more rarely. */
    public abstract void failed(String where, Throwable failure);

    /** The counters since the start. */
    public final Counters counters() {
        return counters;
    }

    /** The parts of the agent that can fail on their own. */
    public final Parts parts() {
        return parts;
    }

    /**
     * Adds a sink to the parts.
     *
     * @param name for people, as in "reports to JMX"
     */
    public final PartHealth addSink(String name) {
        return parts.add(
                new PartHealth(name, "reports to " + name + " are left out, and everything else goes on", LIMIT));
    }

    final PartHealth addSink(String name, boolean isLog) {
        PartHealth part = addSink(name);
        if (isLog) {
            log = part;
        }
        return part;
    }

    final PartHealth log() {
        return log;
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
