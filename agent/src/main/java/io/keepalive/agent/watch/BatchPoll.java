package io.keepalive.agent.watch;

import io.keepalive.agent.kernel.DescriptorPoll;
import java.util.function.IntConsumer;

/** Asks of many descriptors at once whether any has ended, and has a look taken at those. On the agent's own thread. */
final class BatchPoll {

    private final DescriptorPoll poll;
    private final IntConsumer look;
    private final int[] numbers = new int[DescriptorPoll.CAPACITY];

    /**
     * @param poll null where there is none: then every connection is looked at
     * @param look at the connection at a descriptor number, of which there is something to tell
     */
    BatchPoll(DescriptorPoll poll, IntConsumer look) {
        this.poll = poll;
        this.look = look;
    }

    /** Takes this number in; whether it has ended is asked now, or when there are more to ask about. */
    void at(int number) {
        if (poll == null) {
            look.accept(number);
        } else {
            numbers[poll.size()] = number;
            poll.add(number);
            if (poll.isFull()) {
                finish();
            }
        }
    }

    /** Asks about whichever have been taken in and not been asked about. */
    void finish() {
        if (poll != null) {
            try {
                lookAtEnded();
            } finally {
                poll.clear();
            }
        }
    }

    /** Gives back what it holds; may be used again. */
    void close() {
        if (poll != null) {
            poll.close();
        }
    }

    private void lookAtEnded() {
        if (poll.poll()) {
            for (int i = 0; i < poll.size(); i++) {
                if (poll.isEnded(i) || poll.isClosed(i)) {
                    look.accept(numbers[i]);
                }
            }
        }
    }
}
