package io.keepalive.agent.report;

import io.keepalive.agent.event.Event;

/**
 * Where events go. Used by the reporter's thread, those beside the log by one of their own but for {@link #accept}; what it
 * throws is counted and ends nothing.
 */
public interface Sink {

    /** Takes an event, on the reporter's thread. Must not call what may be the application's. */
    void accept(Event event);

    /**
     * Does what is due by now.
     *
     * @return how many milliseconds from now it wants to be asked again; {@link Long#MAX_VALUE} for not until the next
     *     event
     */
    long tick();

    /** Writes whatever it still holds back. */
    void flush();

    /** Flushes, and lets go of what it holds open. */
    void close();
}
