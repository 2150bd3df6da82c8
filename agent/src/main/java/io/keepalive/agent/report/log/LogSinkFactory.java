package io.keepalive.agent.report.log;

import io.keepalive.agent.file.SpareDescriptors;
import io.keepalive.agent.report.LogSettings;
import io.keepalive.agent.report.ReportSettings;
import io.keepalive.agent.report.Sink;
import io.keepalive.agent.report.SinkContext;
import io.keepalive.agent.report.SinkFactory;
import io.keepalive.agent.report.counters.Counters;
import io.keepalive.agent.time.Clock;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** The log, which there always is. */
public final class LogSinkFactory implements SinkFactory {

    private final Clock time;

    /** By this machine's clocks. */
    public LogSinkFactory() {
        this(Clock.SYSTEM);
    }

    LogSinkFactory(Clock time) {
        this.time = time;
    }

    @Override
    public String name() {
        return "the log";
    }

    /** Settings are compared by identity: the log is opened anew whenever the configuration has been read. */
    @Override
    public Object settingsFor(ReportSettings settings) {
        return settings.log();
    }

    /** Tools count for themselves and want every event; people want to be able to read what else happened. */
    @Override
    public Sink open(ReportSettings settings, SinkContext desk) {
        LogSettings log = settings.log();
        LineFormat format = LineFormat.of(log.format());
        LogSink sink = new LogSink(log.level(), format, writer(log, format, desk.counters()));
        return log.format() == LogSettings.Format.TEXT ? new LogRateLimiter(sink, time) : sink;
    }

    private LogWriter writer(LogSettings settings, LineFormat format, Counters tally) {
        LogWriter standardError = new StandardError();
        if (settings.file() == null) {
            return standardError;
        }
        return new FallbackLogWriter(settings.file(), () -> file(settings, time), standardError, format, tally, time);
    }

    /**
     * A relative path starts at the working directory. Nothing is asked of java.nio.file while there is no descriptor: it
     * may have a native library to load.
     */
    static LogWriter file(LogSettings settings, Clock time) throws IOException {
        if (!SpareDescriptors.areAvailable()) {
            throw new FileSystemException(settings.file(), null, "no file descriptor to spare");
        }
        File file = new File(settings.file()).getAbsoluteFile();
        return LogStream.isAt(file) ? LogStream.open(file) : RollingFile.open(file, settings, time);
    }
}
