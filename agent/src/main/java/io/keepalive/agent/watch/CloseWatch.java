package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.ConnectionRegistry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * The connections that were not well when they were last looked at: they are looked at in every round, and before the
 * others. On the agent's own thread.
 */
final class CloseWatch {

    private final ConnectionRegistry registry;
    private final BitSet lookedAt = new BitSet();
    private List<Connection> before = new ArrayList<>();
    private List<Connection> now = new ArrayList<>();

    CloseWatch(ConnectionRegistry registry) {
        this.registry = registry;
    }

    /** A round begins: has a look taken at each that is still open, and forgets those of the round before. */
    void begin(Consumer<Connection> look) {
        lookedAt.clear();
        List<Connection> spare = before;
        before = now;
        now = spare;
        now.clear();
        for (int i = 0; i < before.size(); i++) {
            Connection connection = before.get(i);
            int number = connection.socket().number();
            if (registry.at(number) == connection) {
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
        if (!connection.isDead() && (connection.trouble() != null || connection.wasSeenClosed())) {
            now.add(connection);
        }
    }
}
