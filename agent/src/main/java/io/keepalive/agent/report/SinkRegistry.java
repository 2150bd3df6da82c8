package io.keepalive.agent.report;

import io.keepalive.agent.text.ExceptionText;
import io.keepalive.agent.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * The sinks that are open: the log, and beside it those of other kinds, each of which runs on a thread of its own. Used on
 * the reporter's thread.
 */
final class SinkRegistry implements SinkOpener {

    private final List<Place> places = new ArrayList<>();

    /**
     * @param log runs on the reporter's thread
     * @param more kinds, each of which runs on a thread of its own
     */
    SinkRegistry(SinkFactory log, List<SinkFactory> more, Clock time) {
        places.add(new Place(log, log::open));
        more.forEach(kind ->
                places.add(new Place(kind, (settings, desk) -> new BackgroundSink(kind, settings, desk, time))));
    }

    @Override
    public List<Sink> open(ReportSettings settings, SinkContext desk) {
        List<Sink> open = new ArrayList<>();
        for (Place place : places) {
            place.use(settings, desk);
            if (place.sink != null) {
                open.add(place.sink);
            }
        }
        return open;
    }

    /** Where a sink of one kind is, or could be. */
    private static final class Place {

        private final SinkFactory kind;
        private final BiFunction<ReportSettings, SinkContext, Sink> opener;
        private Object wish;
        private Sink sink;

        Place(SinkFactory kind, BiFunction<ReportSettings, SinkContext, Sink> opener) {
            this.kind = kind;
            this.opener = opener;
        }

        void use(ReportSettings settings, SinkContext desk) {
            Object wished = kind.settingsFor(settings);
            if (!Objects.equals(wished, wish)) {
                close(desk);
                wish = null;
                if (wished != null) {
                    open(settings, desk);
                }
                // What fails to open is not tried again before something else is wished for, unless memory has run out.
                wish = wished;
            }
        }

        private void open(ReportSettings settings, SinkContext desk) {
            try {
                sink = opener.apply(settings, desk);
            } catch (RuntimeException | LinkageError failure) {
                desk.reportProblem("cannot report to " + kind.name() + ": " + ExceptionText.text(failure));
            }
        }

        private void close(SinkContext desk) {
            Sink before = sink;
            sink = null;
            try {
                if (before != null) {
                    before.close();
                }
            } catch (RuntimeException | LinkageError failure) {
                desk.counters().addAgentError();
            }
        }
    }
}
