// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import java.util.Arrays;

/** Send queues by inode: a hash table with open addressing, because a Map would allocate a Long for each look-up. */
final class SendQueueMap {

    private static final int INITIAL_CAPACITY = 64;

    private SendQueue[] slots = new SendQueue[INITIAL_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    /** Null if there is none. */
    SendQueue get(long inode) {
        return slots[slot(inode)];
    }

    /** Adds a queue whose inode has none. */
    void add(SendQueue queue) {
        if (2 * ++size > slots.length) {
            grow();
        }
        slots[slot(queue.inode())] = queue;
    }

    private void grow() {
        SendQueue[] all = slots;
        slots = new SendQueue[2 * all.length];
        for (SendQueue queue : all) {
            if (queue != null) {
                slots[slot(queue.inode())] = queue;
            }
        }
    }

    /** The slot of this inode, or the free one where it belongs. */
    private int slot(long inode) {
        int slot = Long.hashCode(inode * 0x9E3779B97F4A7C15L) & slots.length - 1;
        while (slots[slot] != null && slots[slot].inode() != inode) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    /** How many slots there are; each may be empty. */
    int slots() {
        return slots.length;
    }

    /** The queue in a slot, or null. */
    SendQueue atSlot(int slot) {
        return slots[slot];
    }

    void clear() {
        if (size > 0) {
            Arrays.fill(slots, null);
            size = 0;
        }
    }
}
