// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.EventFields;
import io.keepalive.agent.text.JsonText;
import io.keepalive.agent.text.Timestamp;

/** One JSON object per line, for tools. */
public final class JsonLine implements LineFormat {

    @Override
    public String line(Event event) {
        EventFields fields = new EventFields()
                .text("time", Timestamp.of(event.atMillis()))
                .text("level", event.level().name())
                .text("event", event.name());
        event.addTo(fields);
        return JsonText.line(fields.values());
    }
}
