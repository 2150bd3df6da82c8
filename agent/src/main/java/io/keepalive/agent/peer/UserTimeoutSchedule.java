// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.peer;

/**
 * Computes the user timeout for a silent peer, round by round. Pure but for its own state; for the agent's own thread.
 *
 * <p>The kernel compares the user timeout with its own clock, which may have started before the silence, and only when one of
 * its timers fires; a timer that is set while the user timeout is armed fires at that timeout, or some seconds later where it
 * is long (tcp_clamp_rto_to_user_timeout in net/ipv4/tcp_timer.c; measured on Linux 6.18). The intervals between its attempts
 * double, so that the last one before the end may be half of the time ago, and the network may have healed since. The value
 * is therefore raised shortly before the end, until the kernel has made one more attempt, and then left: the next timer is
 * short and ends the connection.
 *
 * <p>Where the kernel's clock is not known, as behind a closed window, nothing is armed before the peer has left two more
 * attempts unanswered at the end of the busy timeout. The kernel then ends the connection at its next timer.
 */
public final class UserTimeoutSchedule {

    /** The time for an answer to the last attempt. */
    private static final int ANSWER_MILLIS = 500;

    /** The agent's rounds may be late by about so much. */
    private static final int SLACK_MILLIS = 250;

    /** A longer timer of the kernel fires seconds late: its wheel has steps of 0.5 s from 8 s on, and of 4 s from 32 s on. */
    private static final long LONG_TIMER_MILLIS = 8_000;

    /** One may be lost, and its answer may be on the way while the user timeout is being set. */
    private static final int LAST_ATTEMPTS_OF_UNKNOWN_CLOCK = 2;

    private static final int NONE = -1;

    private final int busyMillis;
    private final int attemptsAtStart;
    private int attempts;
    private long lastAttemptMillis;
    private int attemptsBeforeEnd = NONE;
    private long millis;

    UserTimeoutSchedule(int busyMillis, int attemptsAtStart) {
        this.busyMillis = busyMillis;
        this.attemptsAtStart = attemptsAtStart;
        this.attempts = attemptsAtStart;
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
        if (silence.attempts() > attempts) {
            attempts = silence.attempts();
            lastAttemptMillis = silence.millis();
        }
        if (attemptsBeforeEnd == NONE && silence.millis() >= busyMillis / 5L * 4) {
            attemptsBeforeEnd = silence.attempts();
        }
        if (silence.leadMillis() == Silence.UNKNOWN) {
            millis = ofUnknownClock(silence);
        } else if (attemptsAtEnd() == 0) {
            millis = beforeLastAttempt(silence);
        } else if (millis == 0) {
            millis = base(silence);
        }
        return millis > Integer.MAX_VALUE ? 0 : (int) millis;
    }

    /** Attempts in the last fifth of the busy timeout and after it. */
    private int attemptsAtEnd() {
        return attemptsBeforeEnd == NONE ? 0 : attempts - attemptsBeforeEnd;
    }

    private long ofUnknownClock(Silence silence) {
        boolean isOver = silence.millis() + silence.roundMillis() >= busyMillis;
        return isOver && attemptsAtEnd() >= LAST_ATTEMPTS_OF_UNKNOWN_CLOCK ? busyMillis : 0;
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
        boolean isTimerShort = attempts > attemptsAtStart && base(silence) - lastAttemptMillis < LONG_TIMER_MILLIS;
        long rounds = isTimerShort ? 1 : 2;
        return silence.millis() + silence.leadMillis() + rounds * silence.roundMillis() + SLACK_MILLIS;
    }
}
