// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import java.util.Arrays;

/** A growing list of times or other numbers, which can be sorted and searched. */
final class Times {

    private long[] values = new long[8];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    long get(int index) {
        return values[index];
    }

    void sort() {
        Arrays.sort(values, 0, size);
    }

    /** How many are at least this one; sorted. */
    int countFrom(long least) {
        return size - indexOf(least);
    }

    /** The index of the first that is at least this one; sorted. */
    int indexOf(long least) {
        int from = 0;
        int to = size;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (values[middle] < least) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** Removes those below this one; sorted. */
    void removeBelow(long least) {
        int first = indexOf(least);
        size -= first;
        System.arraycopy(values, first, values, 0, size);
    }
}
