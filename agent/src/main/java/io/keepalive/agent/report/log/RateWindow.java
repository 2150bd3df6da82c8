// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import io.keepalive.agent.event.PeerEventGroup;
import io.keepalive.agent.event.PeerEventSummary;
import java.util.Arrays;

/** State of one kind of event in a {@link LogRateLimiter}: the last written lines, and the summary of the rest. */
final class RateWindow {

    /** Times of the last written lines, as a ring: the oldest is replaced next. */
    private final long[] writtenAt = new long[LogRateLimiter.LINES_PER_WINDOW];

    private int oldest;
    /** Summary of the events without a line, or null if there are none. */
    private PeerEventSummary summary;

    RateWindow() {
        Arrays.fill(writtenAt, Long.MIN_VALUE / 2);
    }

    /** Whether the next event gets a line, which then counts as written. */
    boolean tryWrite(long now) {
        if (now - writtenAt[oldest] < LogRateLimiter.WINDOW_MILLIS) {
            return false;
        }
        writtenAt[oldest] = now;
        oldest = (oldest + 1) % LogRateLimiter.LINES_PER_WINDOW;
        return true;
    }

    void add(PeerEventGroup group, long now) {
        if (summary == null) {
            summary = new PeerEventSummary(group, now);
        }
        summary.add(group);
    }

    /** Milliseconds until the summary is due: 0 if it is due, {@link Long#MAX_VALUE} if there is none. */
    long remainingMillis(long now) {
        return summary == null
                ? Long.MAX_VALUE
                : Math.max(0, summary.sinceMillis() + LogRateLimiter.WINDOW_MILLIS - now);
    }

    /** The summary, or null if there is none; a new one starts. */
    PeerEventSummary takeSummary() {
        PeerEventSummary taken = summary;
        summary = null;
        return taken;
    }
}
