package io.keepalive.agent.connection;

import io.keepalive.agent.time.MonotonicClock;

/**
 * What the watcher has seen of a connection that is not well: kept only while it is not, and asked for the cause when
 * its peer turns out dead. Written by the watcher's thread alone, read by any.
 */
public final class PeerHealth {

    private volatile long unansweredSinceMillis;
    private volatile long queuedSinceMillis;
    private volatile long halfClosedSinceMillis;
    private volatile boolean suspect;
    private volatile boolean halfCloseReported;
    private volatile boolean cutOffHere;
    private volatile boolean silentNeighbour;

    /** Since when the peer has left probes or data unanswered, by {@link MonotonicClock}; 0 while it answers. */
    public long unansweredSinceMillis() {
        return unansweredSinceMillis;
    }

    /** Since when data has been waiting to be sent or acknowledged, by {@link MonotonicClock}; 0 while none is. */
    public long queuedSinceMillis() {
        return queuedSinceMillis;
    }

    /** Since when the peer has closed and this end has not, by {@link MonotonicClock}; 0 while both are open. */
    public long halfClosedSinceMillis() {
        return halfClosedSinceMillis;
    }

    /** Whether the peer has been reported as suspect and has not recovered. */
    public boolean isSuspect() {
        return suspect;
    }

    /** Whether this host has lost its address on the connection's network, or its route to the peer. */
    public boolean isCutOffHere() {
        return cutOffHere;
    }

    /** The peer leaves probes or data unanswered; the first time counts. */
    public void unanswered(long nowMillis) {
        if (unansweredSinceMillis == 0) {
            unansweredSinceMillis = nowMillis;
        }
    }

    /** The peer answers again. Returns whether it was suspect. */
    public boolean answered() {
        boolean was = suspect;
        unansweredSinceMillis = 0;
        suspect = false;
        cutOffHere = false;
        silentNeighbour = false;
        return was;
    }

    /** Whether the peer is on a network of this host's own and does not even answer there. */
    public boolean isSilentNeighbour() {
        return silentNeighbour;
    }

    /** Marks the peer as suspect; true for the first time since it last answered. */
    public boolean suspect() {
        boolean first = !suspect;
        suspect = true;
        return first;
    }

    /** Data is waiting, or none is any more. */
    public void queued(boolean waiting, long nowMillis) {
        if (!waiting) {
            queuedSinceMillis = 0;
        } else if (queuedSinceMillis == 0) {
            queuedSinceMillis = nowMillis;
        }
    }

    /** This host can reach the peer's network, or cannot. */
    public void cutOffHere(boolean cutOff) {
        cutOffHere = cutOff;
    }

    /** The peer answers on this host's own network, or does not, or is none of its neighbours. */
    public void silentNeighbour(boolean silent) {
        silentNeighbour = silent;
    }

    /** The peer has closed; the first time counts. */
    public void halfClosed(long nowMillis) {
        if (halfClosedSinceMillis == 0) {
            halfClosedSinceMillis = nowMillis;
        }
    }

    /** Marks the half-closed connection as reported; true for the first time. */
    public boolean reportHalfClose() {
        boolean first = !halfCloseReported;
        halfCloseReported = true;
        return first;
    }

    /** Whether nothing of it is left to remember. */
    public boolean isOver() {
        return unansweredSinceMillis == 0 && queuedSinceMillis == 0 && halfClosedSinceMillis == 0;
    }
}
