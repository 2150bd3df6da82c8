// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import java.util.Arrays;

/** When each of some peers was heard: not before one time, and not after another. Sorted once, and then searched. */
final class AnswerTimes {

    /** The bits for the length of an interval; the rest of a long is enough for its begin, in milliseconds of 500 years. */
    private static final int LENGTH_BITS = 20;

    private static final long LONGEST = (1 << LENGTH_BITS) - 1;

    /** The begin and the length of each interval in one number, so that sorting allocates nothing. */
    private final Times intervals = new Times();

    /** For each interval the earliest end of it and of those that begin later. */
    private long[] earliestEnds = new long[0];

    void clear() {
        intervals.clear();
    }

    int size() {
        return intervals.size();
    }

    /** Adds a peer. An end that is far from the begin counts as unknown. */
    void add(long notBefore, long notAfter) {
        intervals.add(notBefore << LENGTH_BITS | Math.min(LONGEST, notAfter - notBefore));
    }

    void sort() {
        intervals.sort();
        int size = intervals.size();
        if (earliestEnds.length < size) {
            earliestEnds = Arrays.copyOf(earliestEnds, Math.max(size, 2 * earliestEnds.length));
        }
        long earliest = Long.MAX_VALUE;
        for (int i = size - 1; i >= 0; i--) {
            earliest = Math.min(earliest, end(intervals.get(i)));
            earliestEnds[i] = earliest;
        }
    }

    private static long end(long interval) {
        long length = interval & LONGEST;
        return length == LONGEST ? Long.MAX_VALUE : (interval >> LENGTH_BITS) + length;
    }

    /** How many were heard at this time or later. */
    int countFrom(long notBefore) {
        return intervals.countFrom(notBefore << LENGTH_BITS);
    }

    /** Whether one was heard between these times. */
    boolean hasBetween(long notBefore, long notAfter) {
        int index = intervals.indexOf(notBefore << LENGTH_BITS);
        return index < intervals.size() && earliestEnds[index] <= notAfter;
    }
}
