// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.kernel.DescriptorPoll;
import io.keepalive.agent.kernel.OpenDescriptors;
import java.util.function.IntConsumer;

/**
 * The open descriptors that are not registered connections. The kernel assigns the lowest free number, so the numbers in
 * use are dense: polling each of them costs a fraction of listing them, and allocates nothing. They are listed only if the
 * kernel counts more than polling has found, or if so few of many numbers are open that listing is cheaper. On the agent's
 * own thread.
 */
final class UnregisteredDescriptors {

    /** Numbers beyond the highest open one that are polled the next time. */
    private static final int MARGIN = 256;

    /** With fewer than one open number in so many, and more than one poll's worth of them, listing is cheaper. */
    private static final int SPARSE = 4;

    /** Rounds between two listings if the kernel does not count the open descriptors. */
    private static final int ROUNDS_WITHOUT_COUNT = 5;

    /** Rounds between two listings if the kernel counts numbers that a listing does not show: ten minutes by default. */
    private static final int ROUNDS_WITH_RESERVED = 600;

    /** The directory is open while it is read, and so is in the list. */
    private static final int LISTING_ITSELF = 1;

    private final OpenDescriptors descriptors;
    private final Connections connections;
    private final BatchPoll poll;

    private int limit;
    private int open;
    private int highest;
    private int roundsSinceListing;

    /**
     * How many numbers the kernel counts although no file is open there: a thread that waits in accept has reserved the
     * number that the connection will get (net/socket.c).
     */
    private long reserved;

    /** @param poll where it is not available, all descriptors are listed each time */
    UnregisteredDescriptors(OpenDescriptors descriptors, Connections connections, BatchPoll poll) {
        this.descriptors = descriptors;
        this.connections = connections;
        this.poll = poll;
    }

    /** Visits each once; one that is opened or closed meanwhile may be missed. */
    void forEach(IntConsumer visitor) {
        poll.begin(open);
        boolean sparse = isSparse();
        open = 0;
        highest = 0;
        int polledUpTo = sparse ? 0 : pollAll(visitor);
        if (mayHaveMore(descriptors.count())) {
            list(polledUpTo, visitor);
        }
        limit = highest + MARGIN;
    }

    /** Frees the native memory; may be used again. */
    void close() {
        poll.close();
    }

    private boolean isSparse() {
        return !poll.isAvailable() || limit > DescriptorPoll.CAPACITY && limit > SPARSE * open;
    }

    /** Numbers that have been assigned beyond the limit are most likely the next ones. */
    private int pollAll(IntConsumer visitor) {
        int end = limit;
        poll(0, end, visitor);
        if (end > 0 && isMoreThanFound(descriptors.count())) {
            poll(end, end + DescriptorPoll.CAPACITY, visitor);
            end += DescriptorPoll.CAPACITY;
        }
        return end;
    }

    private void poll(int begin, int end, IntConsumer visitor) {
        for (int number = begin; number < end; number++) {
            if (connections.at(number) != null) {
                countOpen(number);
            } else {
                poll.add(number);
                if (poll.isFull()) {
                    visitOpen(visitor);
                }
            }
        }
        if (end > begin) {
            visitOpen(visitor);
        }
    }

    private void visitOpen(IntConsumer visitor) {
        poll.poll();
        for (int i = 0; i < poll.size(); i++) {
            if (!poll.isClosed(i)) {
                countOpen(poll.number(i));
                visitor.accept(poll.number(i));
            }
        }
        poll.clear();
    }

    private void countOpen(int number) {
        open++;
        highest = Math.max(highest, number);
    }

    private boolean isMoreThanFound(long count) {
        return count - open > reserved;
    }

    /** @param count 0 if the kernel does not count the open descriptors */
    private boolean mayHaveMore(long count) {
        roundsSinceListing++;
        if (count == 0) {
            return open == 0 || roundsSinceListing >= ROUNDS_WITHOUT_COUNT;
        }
        return isMoreThanFound(count) || reserved > 0 && roundsSinceListing >= ROUNDS_WITH_RESERVED;
    }

    private void list(int from, IntConsumer visitor) {
        int[] numbers = descriptors.numbers();
        if (numbers == null) {
            // The process has no descriptor left to list them by; the next round tries again.
            return;
        }
        int openBefore = numbers.length - LISTING_ITSELF;
        reserved = Math.max(0, descriptors.count() - openBefore);
        roundsSinceListing = 0;
        for (int number : numbers) {
            if (number >= from) {
                countOpen(number);
                if (connections.at(number) == null) {
                    visitor.accept(number);
                }
            }
        }
    }
}
