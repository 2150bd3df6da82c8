package io.keepalive.agent.report;

import java.util.Collections;
import java.util.List;

/** Where events go: the one place that knows which kinds of sink there are. */
final class Sinks implements SinkOpener {

    private final Time time;

    Sinks(Time time) {
        this.time = time;
    }

    @Override
    public List<Sink> open(ReportSettings settings, Tally tally) {
        return Collections.singletonList(log(settings.log(), tally));
    }

    /** Tools count for themselves and want every event; people want to be able to read what else happened. */
    private Sink log(LogSettings settings, Tally tally) {
        LineFormat format = LineFormat.of(settings.format());
        LogSink log = new LogSink(settings.level(), format, writer(settings, format, tally));
        return settings.format() == LogSettings.Format.TEXT ? new Storm(log, time) : log;
    }

    private LineWriter writer(LogSettings settings, LineFormat format, Tally tally) {
        LineWriter standardError = new StandardError();
        if (settings.file() == null) {
            return standardError;
        }
        return new FileOrElse(settings.file(), () -> RollingFile.open(settings), standardError, format, tally, time);
    }
}
