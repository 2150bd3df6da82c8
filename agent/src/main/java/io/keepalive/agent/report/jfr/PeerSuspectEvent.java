// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jfr;

import io.keepalive.agent.text.ConnectionField;
import java.util.Map;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;

/** A peer does not answer probes or acknowledge data. Without a stack, since the watcher alone detects it. */
@Name("keepalive.PeerSuspect")
@Label("Peer Suspect")
@Description("A peer does not answer probes or acknowledge data; it may still recover")
@Category("Keepalive")
@Registered(false)
@StackTrace(false)
final class PeerSuspectEvent extends DiagnosedEvent {

    @Name("reason")
    @Label("Reason")
    String reason;

    @Name("probes")
    @Label("Probes")
    @Description("Unanswered so far")
    int probes;

    @Name("retransmits")
    @Label("Retransmits")
    @Description("Unanswered so far")
    int retransmits;

    @Override
    void fill(Map<String, Object> fields) {
        super.fill(fields);
        reason = text(fields, "reason");
        probes = integer(fields, ConnectionField.PROBES);
        retransmits = integer(fields, ConnectionField.RETRANSMITS);
    }
}
