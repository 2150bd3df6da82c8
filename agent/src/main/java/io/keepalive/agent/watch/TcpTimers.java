package io.keepalive.agent.watch;

/** The kernel's timers of TCP sockets, as its table listed them at the last read; tests replace it. On the agent's own thread. */
interface TcpTimers {

    /** No row for a socket: it is closed, the walk missed it, or the table cannot be read. */
    int NONE = -1;

    /**
     * Reads the table, unless its cost demands a longer pause since the last read.
     *
     * @param nowMillis by {@link io.keepalive.agent.time.MonotonicClock}
     */
    void readIfDue(long nowMillis);

    /** When the last read began, by {@link io.keepalive.agent.time.MonotonicClock}. */
    long beganMillis();

    /** When the last read ended, by {@link io.keepalive.agent.time.MonotonicClock}. */
    long endedMillis();

    /** The row of the socket of this inode, or {@link #NONE}. */
    int find(long inode);

    /** Whether the keepalive timer runs, which it does only while no data waits. */
    boolean isKeepalive(int row);

    /** The unanswered probes. */
    int probes(int row);

    /** The time that was left until the timer expired, in milliseconds. */
    long remainingMillis(int row);
}
