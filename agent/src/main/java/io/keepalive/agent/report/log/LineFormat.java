package io.keepalive.agent.report.log;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.report.LogSettings;

/** How an event becomes a line. Pure. */
interface LineFormat {

    /** The event as one line, without its end. */
    String line(Event event);

    /** The one that the settings ask for. */
    static LineFormat of(LogSettings.Format format) {
        return format == LogSettings.Format.JSON ? new JsonLine() : new TextLine();
    }
}
