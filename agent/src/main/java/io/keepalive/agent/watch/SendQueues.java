package io.keepalive.agent.watch;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Silence;

/** What waits to be sent. */
final class SendQueues {

    boolean isWindowClosed(Connection connection) {
        return false;
    }

    long windowClosedAtMostMillis(Connection connection, long nowMillis) {
        return Silence.UNKNOWN;
    }
}
