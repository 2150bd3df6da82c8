// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jfr;

import java.util.Map;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A peer's kernel answers, and its application does not read. Without a stack, since the watcher alone detects it. */
@Name("keepalive.PeerStalled")
@Label("Peer Stalled")
@Description("A peer's host answers, but its application has not read for long; it may still recover")
@Category("Keepalive")
@Registered(false)
@StackTrace(false)
final class PeerStalledEvent extends ConnectionEvent {

    @Name("queuedBytes")
    @Label("Queued Bytes")
    @Description("Data that waits here, not sent or not acknowledged")
    @DataAmount
    long queuedBytes;

    @Name("stalled")
    @Label("Stalled")
    @Description("How long the peer's window has been closed")
    @Timespan(Timespan.MILLISECONDS)
    long stalled;

    @Override
    void fill(Map<String, Object> fields) {
        super.fill(fields);
        queuedBytes = number(fields, "queued.bytes");
        stalled = span(fields, "stalled.ms");
    }
}
