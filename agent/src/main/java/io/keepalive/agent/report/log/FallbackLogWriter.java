package io.keepalive.agent.report.log;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.agent.LogFileFailed;
import io.keepalive.agent.file.SpareDescriptors;
import io.keepalive.agent.report.counters.Counters;
import io.keepalive.agent.time.Clock;
import java.io.IOException;

/** A log file, and what takes its place while it cannot be written. Nothing is lost, and it is said once. */
final class FallbackLogWriter implements LogWriter {

    /** A disk may have room again, or a folder be mounted late. */
    static final long RETRY_MILLIS = 30_000;

    /** Opens the file, or throws why it cannot. */
    interface Opener {
        LogWriter open() throws IOException;
    }

    private final String path;
    private final Opener opener;
    private final LogWriter otherwise;
    private final LineFormat format;
    private final Counters tally;
    private final Clock time;

    /** Null while it cannot be written. */
    private LogWriter file;

    private long retryAtMillis;
    private boolean failing;

    /**
     * Opens the file, so that a mistake shows at the start and not with the first dead peer.
     *
     * @param path the file's name for people
     * @param opener opens it
     * @param otherwise takes the lines while it cannot be written
     * @param format how to say so
     * @param tally counts each time that the file becomes unwritable
     */
    FallbackLogWriter(String path, Opener opener, LogWriter otherwise, LineFormat format, Counters tally, Clock time) {
        this.path = path;
        this.opener = opener;
        this.otherwise = otherwise;
        this.format = format;
        this.tally = tally;
        this.time = time;
        open();
    }

    @Override
    public void write(String line) throws IOException {
        if (file == null && time.monotonicMillis() >= retryAtMillis) {
            open();
        }
        if (!isWritten(line)) {
            otherwise.write(line);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private void open() {
        try {
            file = opener.open();
        } catch (IOException | RuntimeException | LinkageError failure) {
            fail(failure);
        }
    }

    private boolean isWritten(String line) {
        if (file == null) {
            return false;
        }
        try {
            file.write(line);
            failing = false;
            return true;
        } catch (IOException | RuntimeException failure) {
            closeQuietly();
            fail(failure);
            return false;
        }
    }

    private void fail(Throwable failure) {
        file = null;
        retryAtMillis = time.monotonicMillis()
                + (SpareDescriptors.areAvailable() ? RETRY_MILLIS : SpareDescriptors.RETRY_MILLIS);
        if (!failing) {
            failing = true;
            tally.addAgentError();
            say(new LogFileFailed(path, IoReason.of(failure), time.wallMillis()));
        }
    }

    private void say(Event event) {
        try {
            otherwise.write(format.line(event));
        } catch (IOException nowhereLeft) {
            tally.addAgentError();
        }
    }

    private void closeQuietly() {
        try {
            file.close();
        } catch (IOException | RuntimeException alreadyBroken) {
            // What broke it is about to be said.
            file = null;
        }
    }
}
