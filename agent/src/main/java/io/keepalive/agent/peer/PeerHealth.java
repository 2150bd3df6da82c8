// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.peer;

import io.keepalive.agent.time.MonotonicClock;

/**
 * What the watcher has seen of a connection that is not well, for the cause if its peer dies. Exists only while the
 * connection is not well. Written by the watcher's thread, read by any.
 */
public final class PeerHealth {

    /** The watcher has no evidence that the peer was ever heard. Far from an overflow where times are added. */
    public static final long NEVER_HEARD = Long.MIN_VALUE / 2;

    /** It is not known since when. */
    public static final long UNKNOWN = -1;

    private static final int NO_EVIDENCE = -1;

    /** The agent may read the kernel's table so much later than the kernel wrote it. */
    private static final long TIMER_PRECISION_MILLIS = 900;

    private volatile long unansweredSinceMillis;
    private volatile long queuedSinceMillis;
    private volatile long halfClosedSinceMillis;
    private volatile boolean suspect;
    private volatile boolean stalled;
    private volatile boolean halfCloseReported;
    private volatile boolean cutOff;
    private volatile boolean silentNeighbour;
    private volatile long recoveringSinceMillis;
    private volatile int armedMillis;
    private volatile int busyMillis;
    private volatile boolean userTimeoutRefused;
    private volatile int retryIntervalMillis;
    private volatile int retryIntervalBeforeMillis;
    /** Used on the agent's own thread alone. */
    private UserTimeoutSchedule schedule;

    private long probeTimerMillis;
    private int unansweredProbes;

    private volatile Diagnosis diagnosis;
    /** Used on the agent's own thread alone, like the fields below. */
    private long firstUnansweredMillis;

    private long lastProbeMillis = NEVER_HEARD;
    private int evidenceCount = NO_EVIDENCE;
    private boolean hostAnsweredLater;

    /** Since when the peer has left probes or data unanswered, by {@link MonotonicClock}; 0 while it answers. */
    public long unansweredSinceMillis() {
        return unansweredSinceMillis;
    }

    /**
     * The last check before the kernel began to recover from lost data, by {@link MonotonicClock}, or {@link #UNKNOWN}; 0 while it
     * does not. Its clock for the user timeout has not started before.
     */
    public long recoveringSinceMillis() {
        return recoveringSinceMillis;
    }

    /**
     * The kernel recovers from lost data; keeps the time of the first call.
     *
     * @param lastCheckMillis of the connection, or {@link #UNKNOWN}
     */
    public void markRecovering(long lastCheckMillis) {
        if (recoveringSinceMillis == 0) {
            recoveringSinceMillis = lastCheckMillis;
        }
    }

    /** The kernel does not recover from lost data any more. */
    public void markNotRecovering() {
        recoveringSinceMillis = 0;
    }

    /** The user timeout that the agent has set because the peer is silent, in milliseconds; 0 while it has set none. */
    public int armedMillis() {
        return armedMillis;
    }

    /** The busy timeout for which it was set, in milliseconds. */
    public int busyMillis() {
        return busyMillis;
    }

    /** Records what {@link #armedMillis} and {@link #busyMillis} return. */
    public void recordArmed(int userTimeoutMillis, int busyTimeoutMillis) {
        busyMillis = busyTimeoutMillis;
        armedMillis = userTimeoutMillis;
    }

    /** The schedule of this silence for the busy timeout; begins anew for another busy timeout. */
    public UserTimeoutSchedule schedule(int busyTimeoutMillis, int attempts) {
        if (schedule == null || schedule.busyMillis() != busyTimeoutMillis) {
            schedule = new UserTimeoutSchedule(busyTimeoutMillis, attempts);
        }
        return schedule;
    }

    /** The longest interval between probes that the agent has set because the peer is silent, in milliseconds; 0 if none. */
    public int retryIntervalMillis() {
        return retryIntervalMillis;
    }

    /** The interval that it has replaced, in milliseconds. */
    public int retryIntervalBeforeMillis() {
        return retryIntervalBeforeMillis;
    }

    /** Records what {@link #retryIntervalMillis} and {@link #retryIntervalBeforeMillis} return. */
    public void recordRetryInterval(int millis, int beforeMillis) {
        retryIntervalBeforeMillis = beforeMillis;
        retryIntervalMillis = millis;
    }

    /** Whether the kernel has refused the user timeout, as it does for MPTCP. */
    public boolean isUserTimeoutRefused() {
        return userTimeoutRefused;
    }

    /** The kernel has refused the user timeout. */
    public void markUserTimeoutRefused() {
        userTimeoutRefused = true;
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
    public boolean isCutOff() {
        return cutOff;
    }

    /**
     * Whether the peer has answered a probe of its closed window since the last call: the kernel has set its timer anew without
     * one more unanswered probe. On the agent's own thread.
     *
     * @param expiryMillis of the kernel's timer
     * @param unanswered probes
     */
    public boolean hasAnsweredProbe(long expiryMillis, int unanswered) {
        boolean answered = probeTimerMillis != 0
                && unanswered <= unansweredProbes
                && Math.abs(expiryMillis - probeTimerMillis) > TIMER_PRECISION_MILLIS;
        probeTimerMillis = expiryMillis;
        unansweredProbes = unanswered;
        return answered;
    }

    /** The peer has answered since the last check, and leaves something else unanswered: its silence begins now. */
    public void beginSilence(long nowMillis) {
        unansweredSinceMillis = nowMillis;
        firstUnansweredMillis = nowMillis;
        schedule = null;
    }

    /** The peer leaves probes or data unanswered; keeps the time of the first call. */
    public void markUnanswered(long nowMillis) {
        if (unansweredSinceMillis == 0) {
            beginSilence(nowMillis);
        }
    }

    /** The peer answers again; returns whether it was suspect. */
    public boolean markAnswered() {
        boolean wasSuspect = suspect;
        unansweredSinceMillis = 0;
        schedule = null;
        suspect = false;
        cutOff = false;
        silentNeighbour = false;
        diagnosis = null;
        evidenceCount = NO_EVIDENCE;
        hostAnsweredLater = false;
        lastProbeMillis = NEVER_HEARD;
        return wasSuspect;
    }

    /** What the other connections to the peer's address show, by the last round; null where they do not tell. */
    public Diagnosis diagnosis() {
        return diagnosis;
    }

    /** @see #diagnosis */
    public void setDiagnosis(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    /**
     * When the first unanswered probe or retransmission was sent, by {@link MonotonicClock}: as the kernel's timer shows it,
     * otherwise {@link #unansweredSinceMillis()}. On the agent's own thread.
     */
    public long firstUnansweredMillis() {
        return firstUnansweredMillis;
    }

    /**
     * When the last unanswered probe that the kernel's timer has shown was sent, by {@link MonotonicClock}; {@link
     * #NEVER_HEARD} where none was seen. On the agent's own thread.
     */
    public long lastProbeMillis() {
        return lastProbeMillis;
    }

    /** The kernel's timer shows when the first and the last unanswered probe were sent. On the agent's own thread. */
    public void recordProbes(long firstMillis, long lastMillis) {
        firstUnansweredMillis = Math.min(firstUnansweredMillis, firstMillis);
        lastProbeMillis = lastMillis;
    }

    /**
     * The host has answered another connection when this one had left so many probes and retransmissions unanswered. On the
     * agent's own thread.
     *
     * @param later whether the answer came later than the first of them, and not at the same moment
     * @return whether one more has been left unanswered since the first call, so that it was sent after the host's answer
     */
    public boolean markHostAnswered(int unanswered, boolean later) {
        if (evidenceCount == NO_EVIDENCE) {
            evidenceCount = unanswered;
        }
        hostAnsweredLater |= later;
        return unanswered > evidenceCount;
    }

    /** Whether the host has answered another connection later than this one fell silent. On the agent's own thread. */
    public boolean hasHostAnsweredLater() {
        return hostAnsweredLater;
    }

    /** Whether the peer is on a local network and does not answer ARP requests. */
    public boolean isSilentNeighbour() {
        return silentNeighbour;
    }

    /** Marks the peer as suspect; true for the first time since it last answered. */
    public boolean markSuspect() {
        boolean first = !suspect;
        suspect = true;
        return first;
    }

    /**
     * Whether the peer has been reported as stalled and has not read since. A peer is not suspect and stalled at the same
     * time: a suspect one does not answer, a stalled one does.
     */
    public boolean isStalled() {
        return stalled;
    }

    /** Sets whether the peer is stalled; returns whether that is a change. */
    public boolean setStalled(boolean stalled) {
        boolean changes = this.stalled != stalled;
        this.stalled = stalled;
        return changes;
    }

    /** Sets whether data is waiting; keeps the time of the first call with true. */
    public void setQueued(boolean waiting, long nowMillis) {
        if (!waiting) {
            queuedSinceMillis = 0;
        } else if (queuedSinceMillis == 0) {
            queuedSinceMillis = nowMillis;
        }
    }

    /** @see #isCutOff */
    public void setCutOff(boolean cutOff) {
        this.cutOff = cutOff;
    }

    /** @see #isSilentNeighbour */
    public void setSilentNeighbour(boolean silent) {
        silentNeighbour = silent;
    }

    /** The peer has closed; keeps the time of the first call. */
    public void markHalfClosed(long nowMillis) {
        if (halfClosedSinceMillis == 0) {
            halfClosedSinceMillis = nowMillis;
        }
    }

    /** Marks the half-closed connection as reported; true for the first time. */
    public boolean markHalfCloseReported() {
        boolean first = !halfCloseReported;
        halfCloseReported = true;
        return first;
    }
}
