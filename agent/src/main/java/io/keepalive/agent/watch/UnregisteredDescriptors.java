package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.kernel.DescriptorPoll;
import io.keepalive.agent.kernel.OpenDescriptors;
import java.util.function.IntConsumer;

/**
 * The open descriptors that are no registered connections. The kernel gives out the lowest free number, so the numbers in
 * use are dense: asking about each one costs a fraction of listing them, and allocates nothing. They are listed only
 * where there are more than were found by asking, or so few of many that listing is cheaper. On the agent's own thread.
 */
final class UnregisteredDescriptors {

    /** So far beyond the highest number that was open it is asked the next time. */
    private static final int MARGIN = 256;

    /** With fewer than one open number in so many, and more than a poll's worth of them, listing is cheaper. */
    private static final int SPARSE = 4;

    /** Rounds between two listings where the kernel does not tell how many descriptors are open. */
    private static final int UNTOLD = 5;

    /** Rounds between two listings where it counts numbers as open that listing did not show: by default ten minutes. */
    private static final int RESERVED = 600;

    /** The folder that is read is open meanwhile, and in the list. */
    private static final int LISTING_ITSELF = 1;

    private final OpenDescriptors descriptors;
    private final Connections connections;
    private final DescriptorPoll poll;
    private final int[] asked = new int[DescriptorPoll.CAPACITY];

    private int limit;
    private int open;
    private int highest;
    private int sinceListing;

    /**
     * How many the kernel counts although nothing is open there: a thread that waits in accept has the number reserved
     * that the connection will get (net/socket.c).
     */
    private long reserved;

    /** @param poll null where there is none: then all are listed each time */
    UnregisteredDescriptors(OpenDescriptors descriptors, Connections connections, DescriptorPoll poll) {
        this.descriptors = descriptors;
        this.connections = connections;
        this.poll = poll;
    }

    /** Visits each once; those that are opened or closed meanwhile may be seen or not. */
    void forEach(IntConsumer visitor) {
        boolean sparse = isSparse();
        open = 0;
        highest = 0;
        int askedUpTo = sparse ? 0 : askAll(visitor);
        if (mayHaveMore(descriptors.count())) {
            list(askedUpTo, visitor);
        }
        limit = highest + MARGIN;
    }

    /** Gives back what it holds; may be used again. */
    void close() {
        if (poll != null) {
            poll.close();
        }
    }

    private boolean isSparse() {
        return poll == null || limit > DescriptorPoll.CAPACITY && limit > SPARSE * open;
    }

    /** Where numbers have been taken beyond those in use so far, these are most likely the next ones. */
    private int askAll(IntConsumer visitor) {
        int end = limit;
        ask(0, end, visitor);
        if (end > 0 && isMoreThanFound(descriptors.count())) {
            ask(end, end + DescriptorPoll.CAPACITY, visitor);
            end += DescriptorPoll.CAPACITY;
        }
        return end;
    }

    private void ask(int begin, int end, IntConsumer visitor) {
        for (int number = begin; number < end; number++) {
            if (connections.at(number) != null) {
                found(number);
            } else {
                asked[poll.size()] = number;
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
        try {
            poll.poll();
            for (int i = 0; i < poll.size(); i++) {
                if (!poll.isClosed(i)) {
                    found(asked[i]);
                    visitor.accept(asked[i]);
                }
            }
        } finally {
            poll.clear();
        }
    }

    private void found(int number) {
        open++;
        highest = Math.max(highest, number);
    }

    private boolean isMoreThanFound(long told) {
        return told - open > reserved;
    }

    private boolean mayHaveMore(long told) {
        sinceListing++;
        if (told == 0) {
            return open == 0 || sinceListing >= UNTOLD;
        }
        return isMoreThanFound(told) || reserved > 0 && sinceListing >= RESERVED;
    }

    private void list(int from, IntConsumer visitor) {
        int[] numbers = descriptors.numbers();
        if (numbers == null) {
            // Where there is no descriptor for the list, the next round tries again.
            return;
        }
        int openBefore = numbers.length - LISTING_ITSELF;
        reserved = Math.max(0, descriptors.count() - openBefore);
        sinceListing = 0;
        for (int number : numbers) {
            if (number >= from) {
                found(number);
                if (connections.at(number) == null) {
                    visitor.accept(number);
                }
            }
        }
    }
}
