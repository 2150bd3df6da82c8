package io.keepalive.agent.report;

import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the text log readable when the same happens to thousands of peers together: of each kind so many are written
 * singly in any ten seconds, and the rest as one line when ten seconds are over. All else passes.
 */
final class Storm implements Sink {

    /** So many of a kind in any {@link #WINDOW_MILLIS} get a line of their own. */
    static final int SINGLY = 20;

    static final long WINDOW_MILLIS = 10_000;

    private final LogSink log;
    private final Time time;
    private final Map<String, Crowd> crowds = new TreeMap<>();

    Storm(LogSink log, Time time) {
        this.log = log;
        this.time = time;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof PeerEvent && log.writes(event.level())) {
            accept((PeerEvent) event, crowds.computeIfAbsent(event.name(), first -> new Crowd()));
        } else {
            log.accept(event);
        }
    }

    private void accept(PeerEvent event, Crowd crowd) {
        long now = time.steadyMillis();
        if (crowd.isWrittenSingly(now)) {
            log.accept(event);
        } else {
            crowd.add(event, now);
        }
    }

    @Override
    public long tick() {
        long next = Long.MAX_VALUE;
        for (Crowd crowd : crowds.values()) {
            if (crowd.left(time.steadyMillis()) == 0) {
                tell(crowd);
            }
            next = Math.min(next, crowd.left(time.steadyMillis()));
        }
        return next;
    }

    @Override
    public void flush() {
        crowds.values().forEach(this::tell);
    }

    private void tell(Crowd crowd) {
        Toll sum = crowd.take();
        if (sum != null) {
            log.accept(new PeersTogether(sum, time.steadyMillis() - sum.sinceMillis(), time.wallMillis()));
        }
    }

    @Override
    public void close() {
        flush();
        log.close();
    }
}
