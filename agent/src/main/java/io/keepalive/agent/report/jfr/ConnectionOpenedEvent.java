// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jfr;

import java.util.Map;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;

/** A connection was opened or adopted. Off by default, since there may be thousands. */
@Name("keepalive.ConnectionOpened")
@Label("Connection Opened")
@Description("A connection was opened, accepted or adopted")
@Category("Keepalive")
@Registered(false)
@Enabled(false)
final class ConnectionOpenedEvent extends ConnectionEvent {

    @Name("keepalive")
    @Label("Keepalive")
    @Description("Whether probes are on, and the settings, as read from the kernel")
    String keepalive;

    @Override
    void fill(Map<String, Object> fields) {
        super.fill(fields);
        keepalive = text(fields, "keepalive");
    }
}
