package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Connections;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * The connections that were not well when they were last looked at: they are looked at in every round, and before the
 * others. By their descriptors' numbers, so that one that is closed is not held until the next round; another one that has
 * its number by then is looked at early. On the agent's own thread.
 */
final class PriorityChecks {

    private final Connections connections;
    private final BitSet lookedAt = new BitSet();
    private BitSet before = new BitSet();
    private BitSet now = new BitSet();

    PriorityChecks(Connections connections) {
        this.connections = connections;
    }

    /** A round begins: has a look taken at each that is still open, and forgets those of the round before. */
    void begin(Consumer<Connection> look) {
        lookedAt.clear();
        BitSet spare = before;
        before = now;
        now = spare;
        now.clear();
        for (int number = before.nextSetBit(0); number >= 0; number = before.nextSetBit(number + 1)) {
            Connection connection = connections.at(number);
            if (connection != null) {
                lookedAt.set(number);
                look.accept(connection);
            }
        }
    }

    /** Whether the connection at this number has been looked at in this round already. */
    boolean hasLookedAt(int number) {
        return lookedAt.get(number);
    }

    /** Looks at it again in the next round, if it is not well. */
    void keep(Connection connection) {
        if (!connection.isDead() && (connection.health() != null || connection.isMarkedClosed())) {
            now.set(connection.socket().number());
        }
    }
}
