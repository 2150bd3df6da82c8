// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.Level;
import io.keepalive.agent.report.Sink;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes events of a level and above, one line each, at once. */
final class LogSink implements Sink {

    private final Level least;
    private final LineFormat format;
    private final LogWriter writer;

    /**
     * @param least the lowest level that is written
     * @param format formats an event as a line
     * @param writer receives the lines
     */
    LogSink(Level least, LineFormat format, LogWriter writer) {
        this.least = least;
        this.format = format;
        this.writer = writer;
    }

    /** Whether events of this level are written. */
    boolean writes(Level level) {
        return level.compareTo(least) >= 0;
    }

    @Override
    public void accept(Event event) {
        if (!writes(event.level())) {
            return;
        }
        try {
            writer.write(format.line(event));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void closeFiles() {
        writer.closeFile();
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
