// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.kernel.DescriptorPoll;

/**
 * Polls many descriptors in one system call, and keeps their numbers. The first poll of a JVM takes some ten milliseconds of
 * processor time, since the JVM has to link it: it is not used in the first rounds, unless there are many descriptors. On the
 * agent's own thread.
 */
final class BatchPoll {

    /** Rounds without a poll, while there are few descriptors: a program that ends soon does not need it. */
    private static final int ROUNDS_WITHOUT = 10;

    /** With more descriptors than these, it is used from the first round on. */
    private static final int FEW = 64;

    private final int[] numbers = new int[DescriptorPoll.CAPACITY];
    private DescriptorPoll poll;
    private boolean opened;
    private int rounds;

    /** For the running JDK. */
    BatchPoll() {}

    /** @param poll null for a JDK that has none */
    BatchPoll(DescriptorPoll poll) {
        this.poll = poll;
        this.opened = true;
    }

    /**
     * A round begins.
     *
     * @param descriptors about how many there are to poll
     */
    void begin(int descriptors) {
        if (!opened && (++rounds > ROUNDS_WITHOUT || descriptors > FEW)) {
            opened = true;
            poll = DescriptorPoll.ofThisJdk();
        }
        clear();
    }

    /** Whether it is used in this round, and this JDK can poll; nothing must be added otherwise. */
    boolean isAvailable() {
        return poll != null;
    }

    /** Adds a number, unless {@link #isFull()}. */
    void add(int number) {
        numbers[poll.size()] = number;
        poll.add(number);
    }

    boolean isFull() {
        return poll.isFull();
    }

    /** Polls the numbers that have been added; returns whether any of them has an event. */
    boolean poll() {
        return poll != null && poll.poll();
    }

    int size() {
        return poll.size();
    }

    /** The number at this index, which counts from 0 in the order of adding. */
    int number(int index) {
        return numbers[index];
    }

    /** @see DescriptorPoll#isEnded */
    boolean isEnded(int index) {
        return poll.isEnded(index);
    }

    /** @see DescriptorPoll#isClosed */
    boolean isClosed(int index) {
        return poll.isClosed(index);
    }

    /** Removes the numbers. */
    void clear() {
        if (poll != null) {
            poll.clear();
        }
    }

    /** Frees the native memory; may be used again. */
    void close() {
        if (poll != null) {
            poll.close();
        }
    }
}
