// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import io.keepalive.agent.event.Event;

/**
 * A receiver of events, or an exporter of what {@link SinkContext} holds. The log runs on the reporter's thread, every other
 * sink on a thread of its own, except for {@link #accept}. Exceptions are counted and end nothing.
 */
public interface Sink {

    /** Receives an event, on the reporter's thread. Must not call code that may be the application's. */
    default void accept(Event event) {}

    /**
     * Does what is due.
     *
     * @return milliseconds until the next call is due; {@link Long#MAX_VALUE} for not before the next event
     */
    default long tick() {
        return Long.MAX_VALUE;
    }

    /** Writes whatever is held back. */
    default void flush() {}

    /**
     * Writes whatever is held back, and closes files and sockets for a checkpoint of the JVM. The next event or tick opens
     * them again.
     */
    default void closeFiles() {}

    /** Flushes and releases all resources. */
    void close();
}
