// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.Level;
import io.keepalive.agent.event.PeerEventGroup;
import io.keepalive.agent.event.PeerEventSummary;
import io.keepalive.agent.event.PeerEventsSummarized;
import io.keepalive.agent.report.Sink;
import io.keepalive.agent.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the text log readable when an event occurs for thousands of peers at once: writes a limited number of each kind in
 * any ten seconds, and the rest as one summary line at their end.
 */
final class LogRateLimiter implements Sink {

    /** Maximum number of lines of a kind in any {@link #WINDOW_MILLIS}. */
    static final int LINES_PER_WINDOW = 20;

    static final long WINDOW_MILLIS = 10_000;

    private final LogSink log;
    private final Clock time;
    private final Map<String, RateWindow> windows = new TreeMap<>();

    LogRateLimiter(LogSink log, Clock time) {
        this.log = log;
        this.time = time;
    }

    /** Writes an event that is not limited. */
    @Override
    public void accept(Event event) {
        log.accept(event);
    }

    /** Whether events of this level are written. */
    boolean writes(Level level) {
        return log.writes(level);
    }

    /** Writes a line for these events, or counts them for the summary. */
    void write(PeerEventGroup group) {
        RateWindow window = windows.computeIfAbsent(group.name(), first -> new RateWindow());
        long now = time.monotonicMillis();
        if (window.tryWrite(now)) {
            log.accept(group.event());
        } else {
            window.add(group, now);
        }
    }

    @Override
    public long tick() {
        long next = Long.MAX_VALUE;
        for (RateWindow window : windows.values()) {
            if (window.remainingMillis(time.monotonicMillis()) == 0) {
                writeSummary(window);
            }
            next = Math.min(next, window.remainingMillis(time.monotonicMillis()));
        }
        return next;
    }

    @Override
    public void flush() {
        for (RateWindow window : windows.values()) {
            writeSummary(window);
        }
    }

    private void writeSummary(RateWindow window) {
        PeerEventSummary taken = window.takeSummary();
        if (taken != null) {
            log.accept(
                    new PeerEventsSummarized(taken, time.monotonicMillis() - taken.sinceMillis(), time.wallMillis()));
        }
    }

    @Override
    public void closeFiles() {
        flush();
        log.closeFiles();
    }

    @Override
    public void close() {
        flush();
        log.close();
    }
}
