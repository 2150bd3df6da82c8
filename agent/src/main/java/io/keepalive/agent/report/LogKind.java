package io.keepalive.agent.report;

import io.keepalive.agent.kernel.SpareDescriptors;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** The log, which there always is. */
public final class LogKind implements SinkKind {

    private final Time time;

    /** By this machine's clocks. */
    public LogKind() {
        this(Time.SYSTEM);
    }

    LogKind(Time time) {
        this.time = time;
    }

    @Override
    public String name() {
        return "the log";
    }

    /** Settings are compared by identity: the log is opened anew whenever the configuration has been read. */
    @Override
    public Object wish(ReportSettings settings) {
        return settings.log();
    }

    /** Tools count for themselves and want every event; people want to be able to read what else happened. */
    @Override
    public Sink open(ReportSettings settings, Desk desk) {
        LogSettings log = settings.log();
        LineFormat format = LineFormat.of(log.format());
        LogSink sink = new LogSink(log.level(), format, writer(log, format, desk.tally()));
        return log.format() == LogSettings.Format.TEXT ? new Storm(sink, time) : sink;
    }

    private LineWriter writer(LogSettings settings, LineFormat format, Tally tally) {
        LineWriter standardError = new StandardError();
        if (settings.file() == null) {
            return standardError;
        }
        return new FileOrElse(settings.file(), () -> file(settings, time), standardError, format, tally, time);
    }

    /**
     * A relative path starts at the working directory. Nothing is asked of java.nio.file while there is no descriptor: it
     * may have a native library to load.
     */
    static LineWriter file(LogSettings settings, Time time) throws IOException {
        if (!SpareDescriptors.areThere()) {
            throw new FileSystemException(settings.file(), null, "no file descriptor to spare");
        }
        File file = new File(settings.file()).getAbsoluteFile();
        return LogStream.isAt(file) ? LogStream.open(file) : RollingFile.open(file, settings, time);
    }
}
