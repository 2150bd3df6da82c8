// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.proc.SocketRow;
import java.util.function.Consumer;

/**
 * The sockets in which data waits, from the kernel's table of TCP sockets. Reading that table costs some milliseconds, so it
 * is read as often as a fixed share of a processor allows. The table covers the whole network namespace; of the sockets of
 * other processes nothing is used. A read in which no data waits allocates no more than opening the files needs. On the
 * agent's own thread.
 */
final class SendQueues implements Consumer<SocketRow> {

    /** The time between two reads in terms of their processor time: a fifth of a percent of one core. */
    private static final long FACTOR = 500;

    /** The same where stalls would otherwise be detected late: 0.3 %. */
    private static final long LEAST_FACTOR = 333;

    /** The maximum time between two reads while {@link #isWaiting} is used. */
    private static final long NEEDED_EVERY_MILLIS = 2_000;

    /** The weight of a read in the average cost is one in so many: the kernel measures processor time in ticks. */
    private static final long WINDOW = 8;

    /** The time until a table is read again that could not be read. */
    private static final long RETRY_MILLIS = 1_000;

    private final HostNetworkState host;

    private SendQueueMap known = new SendQueueMap();
    private SendQueueMap found = new SendQueueMap();
    private long stalledAfterMillis;
    private boolean needed;
    private long averageNanos;
    private long dueMillis;
    private long neededDueMillis;
    private long nowMillis;
    private long beganNanos;
    private long lastReadMillis = SendQueue.NEVER;

    SendQueues(HostNetworkState host) {
        this.host = host;
    }

    /**
     * Reads the table also while nothing asks for it, to detect stalls.
     *
     * @param afterMillis how long a peer may leave its window closed; 0 for not detecting stalls
     */
    void detectStalls(long afterMillis) {
        stalledAfterMillis = afterMillis;
    }

    /**
     * A round begins: reads the table if it is due.
     *
     * @param nowMillis by {@link io.keepalive.agent.time.MonotonicClock}
     */
    void begin(long nowMillis) {
        this.nowMillis = nowMillis;
        if (needed && nowMillis >= neededDueMillis || stalledAfterMillis > 0 && nowMillis >= dueMillis) {
            read();
            needed = false;
        }
    }

    private void read() {
        long before = host.processorNanos();
        beganNanos = System.nanoTime();
        boolean whole = host.forEachTcpSocket(this);
        keepMissed(whole);
        if (whole) {
            lastReadMillis = nowMillis;
        }
        schedule(Math.max(0, host.processorNanos() - before), whole);
    }

    /** Visits one row of the table. */
    @Override
    public void accept(SocketRow row) {
        long inode = row.inode();
        SendQueue queue = known.get(inode);
        if (row.queuedBytes() == 0) {
            if (queue != null) {
                queue.markEmpty();
            }
        } else if (inode != 0 && found.get(inode) == null) {
            SendQueue waiting = queue == null ? new SendQueue(inode) : queue;
            update(waiting, row);
            found.add(waiting);
        }
    }

    private void update(SendQueue queue, SocketRow row) {
        if (row.timer() == SocketRow.WINDOW_PROBE_TIMER) {
            long sinceBegin = (System.nanoTime() - beganNanos) / 1_000_000;
            long timer = row.timerMillis() == 0 ? 0 : row.timerMillis() + sinceBegin;
            queue.updateClosed(row.queuedBytes(), timer, row.rtoMillis(), nowMillis);
            queue.recordProbes(row.probes());
        } else if (row.timer() == SocketRow.RETRANSMISSION_TIMER) {
            queue.updateOpen(row.queuedBytes(), nowMillis);
        } else {
            queue.update(row.queuedBytes(), nowMillis);
        }
    }

    /** Keeps the queues that this read may have missed, and lets go of the others. */
    private void keepMissed(boolean whole) {
        for (int slot = 0; known.size() > 0 && slot < known.slots(); slot++) {
            SendQueue queue = known.atSlot(slot);
            if (queue != null && !queue.isSeenAt(nowMillis) && queue.survives(whole)) {
                found.add(queue);
            }
        }
        SendQueueMap spare = known;
        known = found;
        found = spare;
        found.clear();
    }

    /** The share of the reads' processor time in a time of this length. */
    long nanosWithin(long millis) {
        long between = Math.max(1, dueMillis - lastReadMillis);
        return stalledAfterMillis > 0 && lastReadMillis != SendQueue.NEVER ? averageNanos * millis / between : 0;
    }

    private void schedule(long nanos, boolean whole) {
        averageNanos = averageNanos == 0 ? nanos : averageNanos + (nanos - averageNanos) / WINDOW;
        long affordable = averageNanos * FACTOR / 1_000_000;
        long least = averageNanos * LEAST_FACTOR / 1_000_000;
        dueMillis = nowMillis + (whole ? Math.max(least, Math.min(affordable, stalledAfterMillis / 4)) : RETRY_MILLIS);
        neededDueMillis = nowMillis + (whole ? Math.min(affordable, NEEDED_EVERY_MILLIS) : RETRY_MILLIS);
    }

    /**
     * Whether data was waiting in this connection, to be sent or acknowledged, when the table was last read. Makes the next
     * round read it again in which two seconds have passed since then, or less where reading costs little.
     */
    boolean isWaiting(Connection connection) {
        needed = true;
        return find(connection) != null;
    }

    /**
     * Whether the kernel was probing the closed window of this connection's peer when the table was last read. If so, the
     * next round reads it again, as for {@link #isWaiting}: the window may have opened since.
     */
    boolean isWindowClosed(Connection connection) {
        boolean closed = closedWindow(connection) != null;
        needed |= closed;
        return closed;
    }

    /** The queue of this connection if its peer's window was closed when the table was last read; null otherwise. */
    SendQueue closedWindow(Connection connection) {
        SendQueue queue = find(connection);
        return queue != null && queue.isClosed() ? queue : null;
    }

    private SendQueue find(Connection connection) {
        return known.size() == 0 ? null : known.get(inodeOf(connection.socket()));
    }

    private long inodeOf(TcpSocket socket) {
        return socket.inode() == SocketCalls.NO_SOCKET ? host.inode(socket.number()) : socket.inode();
    }
}
