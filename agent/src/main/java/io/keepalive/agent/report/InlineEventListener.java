// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import io.keepalive.agent.event.Event;

/**
 * Receives events on the thread on which they happen, which may be the application's, and must neither block nor do I/O.
 * Sinks receive events through a queue on the reporter's thread instead, where they may take time.
 */
public interface InlineEventListener {

    /** Kinds of events that a listener can receive. */
    public enum Kind {
        OPENED,
        SUSPECT,
        STALLED,
        DEAD
    }

    /** Whether it currently receives this kind. Reads a field or two. */
    boolean wants(Kind kind);

    /** Receives an event. */
    void onEvent(Kind kind, Event event);
}
