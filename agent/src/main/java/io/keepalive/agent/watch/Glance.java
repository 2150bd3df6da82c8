package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.kernel.DescriptorPoll;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Asks of many connections at once whether any has ended, and has a look taken at those. What it holds, it forgets at
 * the end of each round.
 */
final class Glance {

    private final DescriptorPoll poll;
    private final Consumer<Connection> look;
    private final Connection[] glancedAt = new Connection[DescriptorPoll.CAPACITY];

    /**
     * @param poll null where there is none: then every connection is looked at
     * @param look at a connection of which there is something to tell
     */
    Glance(DescriptorPoll poll, Consumer<Connection> look) {
        this.poll = poll;
        this.look = look;
    }

    /** Takes the connection in; whether it has ended is asked now or when there are more to ask about. */
    void at(Connection connection) {
        if (poll == null) {
            look.accept(connection);
        } else if (!connection.isDead()) {
            glancedAt[poll.size()] = connection;
            poll.add(connection.socket().number());
            if (poll.isFull()) {
                ask();
            }
        }
    }

    /** Asks about whichever are left. */
    void finish() {
        if (poll != null) {
            ask();
            Arrays.fill(glancedAt, null);
        }
    }

    private void ask() {
        try {
            if (poll.ask()) {
                lookAtEnded();
            }
        } finally {
            poll.clear();
        }
    }

    private void lookAtEnded() {
        for (int i = 0; i < poll.size(); i++) {
            if (poll.isEnded(i) || poll.isClosed(i)) {
                look.accept(glancedAt[i]);
            }
        }
    }
}
