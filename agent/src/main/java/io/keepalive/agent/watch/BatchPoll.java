package io.keepalive.agent.watch;

import io.keepalive.agent.kernel.DescriptorPoll;

/** Polls many descriptors in one system call, and keeps their numbers. On the agent's own thread. */
final class BatchPoll {

    private final DescriptorPoll poll;
    private final int[] numbers = new int[DescriptorPoll.CAPACITY];

    /** @param poll null where this JDK has none: then nothing must be added */
    BatchPoll(DescriptorPoll poll) {
        this.poll = poll;
    }

    /** Whether this JDK can poll. */
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
