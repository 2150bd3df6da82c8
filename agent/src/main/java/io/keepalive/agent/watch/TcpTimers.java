// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

/** The kernel's keepalive timers, as its table of sockets listed them at the last read. On the agent's own thread. */
interface TcpTimers {

    /** No keepalive timer of a socket is known. */
    int NONE = -1;

    /**
     * Reads the table, unless its cost demands a longer pause since the last read.
     *
     * @param nowMillis by {@link io.keepalive.agent.time.MonotonicClock}
     * @return whether it was read
     */
    boolean readIfDue(long nowMillis);

    /** Forgets what was read. */
    void clear();

    /** The timer of the socket of this inode; {@link #NONE} also while data waits, since no keepalive timer runs then. */
    int find(long inode);

    /** The unanswered probes. */
    int probes(int timer);

    /** When it expires, by {@link io.keepalive.agent.time.MonotonicClock}. */
    long expiresMillis(int timer);
}
