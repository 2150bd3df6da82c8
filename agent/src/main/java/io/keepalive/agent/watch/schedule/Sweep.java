// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch.schedule;

/**
 * Includes each descriptor number once, spread over as many steps as are wanted, which may change in between. Each number
 * has a fixed position, and each step includes a share of all positions, beginning where the last step ended. On the
 * agent's own thread.
 */
final class Sweep {

    /** All positions: the share of a step that includes each number. */
    static final long ALL = 1L << Integer.SIZE;

    private final int multiplier;
    private long begin;
    private long end = ALL;

    /**
     * @param multiplier odd; the position of a number is its product with it, modulo 2^32. For consecutive numbers to lie
     *     evenly spread, 2^32 divided by an irrational number
     */
    Sweep(int multiplier) {
        this.multiplier = multiplier;
    }

    /**
     * The next step, which ends with the sweep at the latest.
     *
     * @param steps how many of this kind include each number, 1 or more
     * @return whether a sweep begins with it
     */
    boolean advance(long steps) {
        begin = end == ALL ? 0 : end;
        end = Math.min(ALL, begin + (ALL + steps - 1) / steps);
        return begin == 0;
    }

    /** Whether this step includes the number. */
    boolean includes(int number) {
        long position = Integer.toUnsignedLong(number * multiplier);
        return position >= begin && position < end;
    }
}
