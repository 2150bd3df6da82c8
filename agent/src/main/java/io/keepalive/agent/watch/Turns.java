package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.kernel.KeepaliveSettings;

/**
 * Whose turn it is to be asked at length. With few connections it is everybody's in every round; with many, each waits
 * for some rounds, in which it is only asked whether it has ended, so that a round's cost grows slowly with their number.
 *
 * <p>Nothing that may take a probe to notice is noticed later for that: a connection that had no unanswered probe has
 * two at the earliest an interval later, and one that had one is asked in every round.
 */
final class Turns {

    /** So many are asked at length in a round: some three milliseconds of a processor. */
    static final int A_ROUND = 2_500;

    /** So many have their options compared in a round, at five system calls each. */
    private static final int COMPARED_A_ROUND = 250;

    /** And no more often than this, in milliseconds. */
    private static final long COMPARED_EVERY_MILLIS = 10_000;

    /** A user timeout also ends connections whose data is retransmitted, and may be short. */
    private static final long WITH_USER_TIMEOUT_MILLIS = 2_000;

    private long round;
    private long roundMillis;
    private int ofAll;
    private int betweenComparisons;

    /**
     * A round begins.
     *
     * @param connections how many are open
     * @param roundMillis between two rounds
     */
    void begin(int connections, long roundMillis) {
        this.round++;
        this.roundMillis = Math.max(1, roundMillis);
        this.ofAll = roundsFor(connections, A_ROUND);
        this.betweenComparisons = (int) Math.max(
                roundsFor(connections, COMPARED_A_ROUND), Math.max(1, COMPARED_EVERY_MILLIS / this.roundMillis));
    }

    private static int roundsFor(int connections, int inOne) {
        return Math.max(1, (connections + inOne - 1) / inOne);
    }

    /** Whether this connection is asked at length in this round. */
    boolean isDue(Connection connection) {
        return ofAll == 1
                || connection.trouble() != null
                || connection.wasSeenClosed()
                || isTurn(connection, roundsBetween(connection));
    }

    private long roundsBetween(Connection connection) {
        KeepaliveSettings settings = connection.wanted();
        if (settings == null) {
            return ofAll;
        }
        long bearable = settings.userTimeoutMillis() > 0
                ? Math.min(WITH_USER_TIMEOUT_MILLIS, settings.intervalSeconds() * 1000L)
                : settings.intervalSeconds() * 1000L;
        return Math.max(1, Math.min(ofAll, bearable / roundMillis));
    }

    /** Whether the options of a connection that is due are compared in this round with what they should be. */
    boolean isDueForComparison(Connection connection) {
        long own = roundsBetween(connection);
        return isTurn(connection, (betweenComparisons + own - 1) / own * own);
    }

    private boolean isTurn(Connection connection, long rounds) {
        return (connection.id() + round) % rounds == 0;
    }
}
