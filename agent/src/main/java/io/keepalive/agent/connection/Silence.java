package io.keepalive.agent.connection;

/**
 * How long a peer with data to acknowledge has been silent, and how much earlier the kernel's clock for the user timeout may
 * have started. Immutable.
 */
public final class Silence {

    /** It is not known when the kernel's clock started. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    /** The kernel's timers and the round are late by about so much. */
    private static final long TIMER_SLACK_MILLIS = 250;

    private final long millis;
    private final long leadMillis;
    private final long roundMillis;

    /**
     * @param millis the time since the watcher first saw the peer leave something unanswered
     * @param leadMillis an upper bound for how long before that the kernel's clock started, or {@link #UNKNOWN}
     * @param roundMillis the time until the next round
     */
    public Silence(long millis, long leadMillis, long roundMillis) {
        this.millis = millis;
        this.leadMillis = leadMillis;
        this.roundMillis = roundMillis;
    }

    /**
     * The user timeout with which the kernel ends the connection once the peer has been silent for the busy timeout. A lead
     * of one round is within the precision of the watcher and is not added.
     *
     * @param lastAnswerMillis how much longer the kernel waits for the answer to the last retransmission
     * @return milliseconds; 0 while it must not be armed
     */
    int userTimeoutMillis(int busyMillis, int lastAnswerMillis) {
        if (leadMillis == UNKNOWN) {
            return millis < busyMillis ? 0 : busyMillis;
        }
        long base = busyMillis + Math.max(0, leadMillis - roundMillis);
        boolean isLastRound = millis + 2 * roundMillis + TIMER_SLACK_MILLIS >= busyMillis;
        long value = isLastRound ? base + lastAnswerMillis : base;
        return value > Integer.MAX_VALUE ? 0 : (int) value;
    }
}
