// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

/** How the open connections are watched: the configuration's {@code watch:}. */
public final class WatchSettings {

    /** A round every second, suspect after two unanswered probes, half-closed and stalled after a minute. */
    public static final WatchSettings DEFAULT = new WatchSettings(1_000, 2, 60_000, 60_000);

    private final long everyMillis;
    private final int suspectAfter;
    private final long halfClosedAfterMillis;
    private final long stalledAfterMillis;

    /**
     * @param everyMillis the time between two rounds, in milliseconds
     * @param suspectAfter unanswered probes or retransmissions before a peer is reported as suspect
     * @param halfClosedAfterMillis how long the peer may have closed before the connection is reported as leaked
     * @param stalledAfterMillis how long a peer may answer without reading before it is reported as stalled
     */
    public WatchSettings(long everyMillis, int suspectAfter, long halfClosedAfterMillis, long stalledAfterMillis) {
        this.everyMillis = everyMillis;
        this.suspectAfter = suspectAfter;
        this.halfClosedAfterMillis = halfClosedAfterMillis;
        this.stalledAfterMillis = stalledAfterMillis;
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

    public long stalledAfterMillis() {
        return stalledAfterMillis;
    }
}
