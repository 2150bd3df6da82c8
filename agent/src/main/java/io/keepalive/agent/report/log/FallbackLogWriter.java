// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.agent.AgentEvent;
import io.keepalive.agent.file.SpareDescriptors;
import io.keepalive.agent.report.counters.Counters;
import io.keepalive.agent.time.Clock;
import java.io.IOException;

/** A log file with a fallback while it cannot be written. No line is lost; the failure is reported once. */
final class FallbackLogWriter implements LogWriter {

    /** By then the disk may have space, or a late mount be there. */
    static final long RETRY_MILLIS = 30_000;

    /** Opens the file. */
    interface Opener {
        LogWriter open() throws IOException;
    }

    private final String path;
    private final Opener opener;
    private final LogWriter fallback;
    private final LineFormat format;
    private final Counters counters;
    private final Clock time;

    /** Null while it cannot be written. */
    private LogWriter file;

    private long retryAtMillis;
    private boolean failing;

    /** Whether the file ends with a part of a line. */
    private boolean cut;

    /**
     * Opens the file at once, so that an error shows at the start and not with the first dead peer.
     *
     * @param path the file's name for people
     * @param fallback receives the lines while the file cannot be written
     * @param format formats the report of the failure
     * @param counters counts each time that the file becomes unwritable
     */
    FallbackLogWriter(
            String path, Opener opener, LogWriter fallback, LineFormat format, Counters counters, Clock time) {
        this.path = path;
        this.opener = opener;
        this.fallback = fallback;
        this.format = format;
        this.counters = counters;
        this.time = time;
        open();
    }

    @Override
    public void write(String line) throws IOException {
        if (file == null && time.monotonicMillis() >= retryAtMillis) {
            open();
        }
        if (!isWritten(line)) {
            fallback.write(line);
        }
    }

    @Override
    public void closeFile() {
        if (file != null) {
            closeQuietly();
            file = null;
            retryAtMillis = time.monotonicMillis();
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
            file.write(cut ? '\n' + line : line);
            cut = false;
            failing = false;
            return true;
        } catch (IOException | RuntimeException failure) {
            cut |= file.hasCutLine();
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
            counters.addAgentError();
            writeToFallback(AgentEvent.logFileFailed(path, IoReason.of(failure), time.wallMillis()));
        }
    }

    private void writeToFallback(Event event) {
        try {
            fallback.write(format.line(event));
        } catch (IOException nowhereLeft) {
            counters.addAgentError();
        }
    }

    private void closeQuietly() {
        try {
            file.close();
        } catch (IOException | RuntimeException alreadyBroken) {
            // The failure before is reported.
            file = null;
        }
    }
}
