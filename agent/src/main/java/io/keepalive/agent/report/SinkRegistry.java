// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import io.keepalive.agent.fault.PartHealth;
import io.keepalive.agent.text.ExceptionText;
import io.keepalive.agent.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The open sinks: others first, each on a thread of its own, and the log, which may hang, on the reporter's thread. Used on
 * the reporter's thread.
 */
final class SinkRegistry implements SinkOpener {

    private final List<Entry> entries = new ArrayList<>();

    /**
     * @param log opens the log, which runs on the reporter's thread
     * @param more open the other sinks
     */
    SinkRegistry(SinkFactory log, List<SinkFactory> more, Clock time) {
        for (SinkFactory factory : more) {
            entries.add(new Entry(factory, time));
        }
        entries.add(new Entry(log, null));
    }

    @Override
    public List<Sink> open(ReportSettings settings, SinkContext context) {
        List<Sink> open = new ArrayList<>();
        for (Entry entry : entries) {
            entry.use(settings, context);
            if (entry.sink != null) {
                open.add(entry.sink);
            }
        }
        return open;
    }

    /** A factory and its sink, which is null while not open. */
    private static final class Entry {

        private final SinkFactory factory;
        /** The clock of a sink with a thread of its own; null for the log. */
        private final Clock time;

        private Object openedFor;
        private Sink sink;
        private PartHealth health;

        Entry(SinkFactory factory, Clock time) {
            this.factory = factory;
            this.time = time;
        }

        void use(ReportSettings settings, SinkContext context) {
            Object wanted = factory.settingsFor(settings);
            if (!Objects.equals(wanted, openedFor)) {
                close(context);
                openedFor = null;
                if (wanted != null) {
                    open(settings, context);
                }
                // A failed open is retried only with other settings, or when memory had run out.
                openedFor = wanted;
            }
        }

        private void open(ReportSettings settings, SinkContext context) {
            try {
                Sink opened = time == null
                        ? factory.open(settings, context)
                        : new BackgroundSink(factory, settings, context, time);
                health = context.addSink(factory.name(), time == null);
                sink = new GuardedSink(opened, health);
            } catch (RuntimeException | LinkageError failure) {
                context.reportProblem("cannot report to " + factory.name() + ": " + ExceptionText.text(failure));
            }
        }

        private void close(SinkContext context) {
            Sink before = sink;
            sink = null;
            try {
                if (before != null) {
                    context.parts().remove(health);
                    before.close();
                }
            } catch (RuntimeException | LinkageError failure) {
                context.counters().addAgentError();
            }
        }
    }
}
