// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.report.LogSettings;

/** Formats an event as a line. Stateless. */
interface LineFormat {

    /** The event as one line, without its end. */
    String line(Event event);

    /** The configured format. */
    static LineFormat of(LogSettings.Format format) {
        return format == LogSettings.Format.JSON ? new JsonLine() : new TextLine();
    }
}
