// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jfr;

import java.util.Map;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;

/** An event about a silent peer, with what the other connections to the same address show. */
@Registered(false)
@Category("Keepalive")
abstract class DiagnosedEvent extends ConnectionEvent {

    @Name("diagnosis")
    @Label("Diagnosis")
    @Description("connection_dropped: other connections to the same address answer; host_silent: none does")
    String diagnosis;

    @Name("connectionsAnswering")
    @Label("Connections Answering")
    @Description("Connections of this process to the same address that were heard since this one fell silent")
    int connectionsAnswering;

    @Name("connectionsSilent")
    @Label("Connections Silent")
    @Description("Connections of this process to the same address that do not answer")
    int connectionsSilent;

    @Override
    void fill(Map<String, Object> fields) {
        super.fill(fields);
        diagnosis = text(fields, "diagnosis");
        connectionsAnswering = integer(fields, "peer.connections.answering");
        connectionsSilent = integer(fields, "peer.connections.silent");
    }
}
