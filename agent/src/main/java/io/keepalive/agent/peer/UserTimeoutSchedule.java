package io.keepalive.agent.peer;

/**
 * Computes the user timeout for a silent peer, round by round. Pure but for its own state; for the agent's own thread.
 *
 * <p>The kernel compares the user timeout with its own clock, which may have started before the silence, and only when one of
 * its timers fires; a timer that is set while the user timeout is armed fires at that timeout at the latest
 * (tcp_clamp_rto_to_user_timeout and tcp_clamp_probe0_to_user_timeout in net/ipv4/tcp_timer.c). The intervals between its
 * attempts double, so that the last one before the end may be half of the time ago, and the network may have healed since.
 * The value is therefore raised shortly before the end, until the kernel has made one more attempt, and then left: the next
 * timer is short and ends the connection (measured on Linux 6.18).
 */
public final class UserTimeoutSchedule {

    /** The time for an answer to the last attempt. */
    private static final int ANSWER_MILLIS = 500;

    /** The kernel's timers, and the agent's rounds, may be late by about so much. */
    private static final int SLACK_MILLIS = 250;

    private static final int NONE = -1;

    private final int busyMillis;
    private final int attemptsAtStart;
    private int attemptsBeforeEnd = NONE;
    private long millis;

    UserTimeoutSchedule(int busyMillis, int attemptsAtStart) {
        this.busyMillis = busyMillis;
        this.attemptsAtStart = attemptsAtStart;
    }

    /** The busy timeout that it keeps, in milliseconds. */
    public int busyMillis() {
        return busyMillis;
    }

    /** The maximum of what it returns for a connection whose clock and timers are known, in milliseconds. */
    public int latestMillis() {
        return busyMillis + ANSWER_MILLIS;
    }

    /** The user timeout until the next round, in milliseconds; 0 for none. */
    public int next(Silence silence) {
        if (attemptsBeforeEnd == NONE && silence.millis() >= busyMillis / 5L * 4) {
            attemptsBeforeEnd = silence.attempts();
        }
        boolean hasTriedLate = attemptsBeforeEnd != NONE && silence.attempts() > attemptsBeforeEnd;
        if (silence.leadMillis() == Silence.UNKNOWN) {
            millis = hasTriedLate && silence.millis() + silence.roundMillis() >= busyMillis ? busyMillis : 0;
        } else if (!hasTriedLate) {
            millis = beforeLastAttempt(silence);
        } else if (millis == 0) {
            millis = base(silence);
        }
        return millis > Integer.MAX_VALUE ? 0 : (int) millis;
    }

    /** A lead of one round is within the precision of the watcher and is not added. */
    private long base(Silence silence) {
        return busyMillis + Math.max(0, silence.leadMillis() - silence.roundMillis());
    }

    private long beforeLastAttempt(Silence silence) {
        long base = base(silence);
        if (silence.millis() + 2 * silence.roundMillis() + SLACK_MILLIS < busyMillis) {
            return base;
        }
        return Math.max(base + ANSWER_MILLIS, nextRound(silence));
    }

    /** A value that the kernel's clock does not reach before the next round. */
    private long nextRound(Silence silence) {
        boolean isTimerShort = silence.attempts() > attemptsAtStart;
        return isTimerShort
                ? silence.millis() + base(silence) - busyMillis + silence.roundMillis() + SLACK_MILLIS / 2
                : silence.millis() + silence.leadMillis() + 2 * silence.roundMillis() + SLACK_MILLIS;
    }
}
