package io.keepalive.agent.report;

import io.keepalive.agent.event.Event;

/**
 * Is shown events on the thread on which they happen, the application's own among them, and must neither block nor do
 * I/O there. Beside it goes all else through a queue to the reporter's thread, where sinks may take their time.
 */
public interface InlineEventListener {

    /** What it can be shown. */
    public enum Kind {
        OPENED,
        SUSPECT,
        DEAD
    }

    /** Whether it wants to be shown events of this kind just now. Costs a field or two. */
    boolean wants(Kind kind);

    /** One of those. */
    void onEvent(Kind kind, Event event);
}
