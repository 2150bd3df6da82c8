package io.keepalive.agent.watch;

/** How the open connections are watched: the configuration's {@code watch:}. */
public final class WatchSettings {

    /** A round every second, suspect after two unanswered probes, half-closed after a minute. */
    public static final WatchSettings DEFAULT = new WatchSettings(1_000, 2, 60_000);

    private final long everyMillis;
    private final int suspectAfter;
    private final long halfClosedAfterMillis;

    /**
     * @param everyMillis the time between two rounds, in milliseconds
     * @param suspectAfter unanswered probes or retransmissions before a peer is reported as suspect
     * @param halfClosedAfterMillis how long the peer may have closed before the connection is reported as leaked
     */
    public WatchSettings(long everyMillis, int suspectAfter, long halfClosedAfterMillis) {
        this.everyMillis = everyMillis;
        this.suspectAfter = suspectAfter;
        this.halfClosedAfterMillis = halfClosedAfterMillis;
    }

    public long everyMillis() {
        return everyMillis;
    }

    public int suspectAfter() {
        return suspectAfter;
    }

    public long halfClosedAfterMillis() {
        return halfClosedAfterMillis;
    }
}
