// SPDX-License-Identifier: Apache-2.0
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

/** Opens the log, which is always configured. */
public final class LogSinkFactory implements SinkFactory {

    private final Clock time;

    /** Uses the system's clocks. */
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

    /** LogSettings are compared by identity: the log is reopened after every reading of the configuration. */
    @Override
    public Object settingsFor(ReportSettings settings) {
        return settings.log();
    }

    /** Only the text log is grouped and limited: tools count for themselves and need every event. */
    @Override
    public Sink open(ReportSettings settings, SinkContext context) {
        LogSettings log = settings.log();
        LineFormat format = LineFormat.of(log.format());
        LogSink sink = new LogSink(log.level(), format, writer(log, format, context.counters()));
        return log.format() == LogSettings.Format.TEXT ? new LogGrouping(new LogRateLimiter(sink, time), time) : sink;
    }

    private LogWriter writer(LogSettings settings, LineFormat format, Counters counters) {
        LogWriter standardError = new StandardError();
        if (settings.file() == null) {
            return standardError;
        }
        return new FallbackLogWriter(
                settings.file(), () -> file(settings, time), standardError, format, counters, time);
    }

    /**
     * Opens the file; a relative path starts at the working directory. Does not use java.nio.file without spare descriptors,
     * since it may have to load a native library.
     */
    static LogWriter file(LogSettings settings, Clock time) throws IOException {
        if (!SpareDescriptors.areAvailable()) {
            throw new FileSystemException(settings.file(), null, "no file descriptor to spare");
        }
        File file = new File(settings.file()).getAbsoluteFile();
        return LogStream.isAt(file) ? LogStream.open(file) : RollingFile.open(file, settings, time);
    }
}
