package io.keepalive.agent.report.log;

import io.keepalive.agent.event.PeerEvent;
import io.keepalive.agent.event.PeerEventSummary;
import java.util.Arrays;

/** One kind of event in a {@link LogRateLimiter}: which of them get a line of their own, and the summary of the rest. */
final class RateWindow {

    /** When the last ones were written singly, as a ring: the next to be replaced is the oldest. */
    private final long[] writtenAt = new long[LogRateLimiter.LINES_PER_WINDOW];

    private int oldest;
    /** Of those not written singly, or null while there are none. */
    private PeerEventSummary summary;

    RateWindow() {
        Arrays.fill(writtenAt, Long.MIN_VALUE / 2);
    }

    /** Whether the next one gets a line of its own, which is then taken as written. */
    boolean tryWrite(long now) {
        if (now - writtenAt[oldest] < LogRateLimiter.WINDOW_MILLIS) {
            return false;
        }
        writtenAt[oldest] = now;
        oldest = (oldest + 1) % LogRateLimiter.LINES_PER_WINDOW;
        return true;
    }

    void add(PeerEvent event, long now) {
        if (summary == null) {
            summary = new PeerEventSummary(event, now);
        }
        summary.add(event);
    }

    /** How long until the summary is due, in milliseconds; none left where it is due, and for ever where there is none. */
    long remainingMillis(long now) {
        return summary == null
                ? Long.MAX_VALUE
                : Math.max(0, summary.sinceMillis() + LogRateLimiter.WINDOW_MILLIS - now);
    }

    /** The summary, which begins anew, or null where there is none. */
    PeerEventSummary takeSummary() {
        PeerEventSummary taken = summary;
        summary = null;
        return taken;
    }
}
