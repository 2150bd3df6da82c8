// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.proc.SocketRow;
import io.keepalive.agent.time.MonotonicClock;
import java.util.Arrays;

/**
 * Reads the keepalive timers of all sockets of this network namespace, as often as a fixed share of a processor allows. Each
 * read replaces what the last one found.
 */
final class KeepaliveTimers implements TcpTimers {

    /** The processor time that reads may use in the long run is one in so many: a third of a percent of one core. */
    private static final long SHARE = 300;

    /** Processor time that is saved up for reads in each round while peers die: some six reads where one takes 15 ms. */
    private static final long SAVED_NANOS = 100_000_000;

    private static final int INITIAL_CAPACITY = 64;

    private final HostNetworkState host;

    /** A hash table of indexes into the arrays below, with open addressing; {@link #NONE} for a free slot. */
    private int[] slots;

    private long[] inodes;
    private long[] expires;
    private byte[] probes;
    private int size;
    private long allowedNanos = SAVED_NANOS;
    private long allowedAtMillis;

    KeepaliveTimers(HostNetworkState host) {
        this.host = host;
        clear();
    }

    @Override
    public void clear() {
        size = 0;
        allocate(INITIAL_CAPACITY);
    }

    private void allocate(int capacity) {
        inodes = new long[capacity];
        expires = new long[capacity];
        probes = new byte[capacity];
        slots = new int[2 * capacity];
        Arrays.fill(slots, NONE);
    }

    @Override
    public boolean readIfDue(long nowMillis) {
        allowedNanos = Math.min(SAVED_NANOS, allowedNanos + (nowMillis - allowedAtMillis) * 1_000_000 / SHARE);
        allowedAtMillis = nowMillis;
        if (allowedNanos <= 0) {
            return false;
        }
        long before = host.processorNanos();
        size = 0;
        Arrays.fill(slots, NONE);
        host.forEachTcpSocket(this::visit);
        allowedNanos -= Math.max(0, host.processorNanos() - before);
        return true;
    }

    /** A timer without a rest is late, and does not show when it was to expire. */
    private void visit(SocketRow row) {
        if (row.timer() == SocketRow.KEEPALIVE_TIMER && row.timerMillis() > 0 && row.inode() != 0) {
            if (size == inodes.length) {
                grow();
            }
            inodes[size] = row.inode();
            expires[size] = MonotonicClock.millis() + row.timerMillis();
            probes[size] = (byte) row.probes();
            slots[slot(row.inode())] = size++;
        }
    }

    private void grow() {
        long[] oldInodes = inodes;
        long[] oldExpires = expires;
        byte[] oldProbes = probes;
        allocate(2 * size);
        System.arraycopy(oldInodes, 0, inodes, 0, size);
        System.arraycopy(oldExpires, 0, expires, 0, size);
        System.arraycopy(oldProbes, 0, probes, 0, size);
        for (int i = 0; i < size; i++) {
            slots[slot(inodes[i])] = i;
        }
    }

    /** The slot of this inode, or the free one where it belongs. */
    private int slot(long inode) {
        int slot = Long.hashCode(inode * 0x9E3779B97F4A7C15L) & slots.length - 1;
        while (slots[slot] != NONE && inodes[slots[slot]] != inode) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    @Override
    public int find(long inode) {
        return slots[slot(inode)];
    }

    @Override
    public int probes(int timer) {
        return probes[timer] & 0xff;
    }

    @Override
    public long expiresMillis(int timer) {
        return expires[timer];
    }
}
