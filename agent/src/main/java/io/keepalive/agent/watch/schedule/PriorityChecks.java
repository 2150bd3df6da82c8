// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch.schedule;

import io.keepalive.agent.connection.Connection;
import java.util.BitSet;

/**
 * The connections that were not well at their last check: they are checked in every round, before the others. Kept as
 * descriptor numbers, so that a closed connection is not held in memory until the next round; a new connection with its
 * number is then checked early. On the agent's own thread.
 */
public final class PriorityChecks {

    private BitSet thisRound = new BitSet();
    private BitSet nextRound = new BitSet();

    /** A round begins. */
    public void begin() {
        BitSet spare = thisRound;
        thisRound = nextRound;
        nextRound = spare;
        nextRound.clear();
    }

    /** The lowest number of this round that is at least this one; -1 if there is none. */
    public int nextNumber(int from) {
        return thisRound.nextSetBit(from);
    }

    /** Whether this number is one of this round. */
    public boolean includes(int number) {
        return thisRound.get(number);
    }

    /** Includes a connection in the next round if it is not well. */
    public void addIfUnwell(Connection connection) {
        if (!connection.isDead() && (connection.health() != null || connection.isMarkedClosed())) {
            nextRound.set(connection.socket().number());
        }
    }
}
