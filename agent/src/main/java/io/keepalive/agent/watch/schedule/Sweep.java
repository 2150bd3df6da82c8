// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch.schedule;

/**
 * Spreads descriptor numbers over rounds. Each number has a fixed position, and each round includes a share of all
 * positions, beginning where the last round ended. So each number is included once before any is included again, also where
 * the rounds have different shares. On the agent's own thread.
 */
final class Sweep {

    /** All positions: the share of a round that includes each number. */
    private static final long ALL = 1L << Integer.SIZE;

    /**
     * 2^32 divided by the golden ratio: the positions of consecutive numbers lie evenly spread (Knuth, The Art of Computer
     * Programming, volume 3, section 6.4).
     */
    private static final int MULTIPLIER = 0x9E3779B9;

    private int begin;
    private long share;

    /**
     * A round begins.
     *
     * @param rounds how many rounds of this share include each number, 1 or more
     */
    void advance(long rounds) {
        begin += (int) share;
        share = (ALL + rounds - 1) / rounds;
    }

    /** Whether this round includes the number. */
    boolean includes(int number) {
        return Integer.toUnsignedLong(number * MULTIPLIER - begin) < share;
    }
}
