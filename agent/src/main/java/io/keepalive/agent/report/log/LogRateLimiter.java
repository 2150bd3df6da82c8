package io.keepalive.agent.report.log;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.PeerEvent;
import io.keepalive.agent.event.PeerEventSummary;
import io.keepalive.agent.event.PeerEventsSummarized;
import io.keepalive.agent.report.Sink;
import io.keepalive.agent.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the text log readable when the same happens to thousands of peers together: of each kind so many are written
 * singly in any ten seconds, and the rest as one line when ten seconds are over. All else passes.
 */
final class LogRateLimiter implements Sink {

    /** So many of a kind in any {@link #WINDOW_MILLIS} get a line of their own. */
    static final int SINGLY = 20;

    static final long WINDOW_MILLIS = 10_000;

    private final LogSink log;
    private final Clock time;
    private final Map<String, RateWindow> crowds = new TreeMap<>();

    LogRateLimiter(LogSink log, Clock time) {
        this.log = log;
        this.time = time;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof PeerEvent && log.writes(event.level())) {
            accept((PeerEvent) event, crowds.computeIfAbsent(event.name(), first -> new RateWindow()));
        } else {
            log.accept(event);
        }
    }

    private void accept(PeerEvent event, RateWindow crowd) {
        long now = time.monotonicMillis();
        if (crowd.isWrittenSingly(now)) {
            log.accept(event);
        } else {
            crowd.add(event, now);
        }
    }

    @Override
    public long tick() {
        long next = Long.MAX_VALUE;
        for (RateWindow crowd : crowds.values()) {
            if (crowd.left(time.monotonicMillis()) == 0) {
                tell(crowd);
            }
            next = Math.min(next, crowd.left(time.monotonicMillis()));
        }
        return next;
    }

    @Override
    public void flush() {
        crowds.values().forEach(this::tell);
    }

    private void tell(RateWindow crowd) {
        PeerEventSummary sum = crowd.take();
        if (sum != null) {
            log.accept(new PeerEventsSummarized(sum, time.monotonicMillis() - sum.sinceMillis(), time.wallMillis()));
        }
    }

    @Override
    public void close() {
        flush();
        log.close();
    }
}
