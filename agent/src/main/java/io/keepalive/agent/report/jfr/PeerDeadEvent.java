// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jfr;

import io.keepalive.agent.text.ConnectionField;
import java.util.Map;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.Timespan;

/** A peer is dead. */
@Name("keepalive.PeerDead")
@Label("Peer Dead")
@Description("The kernel has given up the peer; once per connection")
@Category("Keepalive")
@Registered(false)
final class PeerDeadEvent extends DiagnosedEvent {

    @Name("cause")
    @Label("Cause")
    String cause;

    @Name("detectedBy")
    @Label("Detected By")
    @Description("read or write: a call of the application failed; watch: the agent read it from the kernel")
    String detectedBy;

    @Name("probes")
    @Label("Probes")
    @Description("Unanswered at the end")
    int probes;

    @Name("retransmits")
    @Label("Retransmits")
    @Description("Unanswered at the end")
    int retransmits;

    @Name("idle")
    @Label("Idle")
    @Description("Time for which nothing was received from the peer")
    @Timespan(Timespan.MILLISECONDS)
    long idle;

    @Name("age")
    @Label("Age")
    @Description("Time since the connection was opened or, if adopted, since its adoption")
    @Timespan(Timespan.MILLISECONDS)
    long age;

    @Name("failedThread")
    @Label("Failed Thread")
    @Description("The thread whose call failed; none if detected by watch")
    String failedThread;

    @Name("exception")
    @Label("Exception")
    @Description("The exception of that call")
    String exception;

    @Name("exceptionStack")
    @Label("Exception Stack")
    @Description("Stack of the exception, innermost frame first; the event's own stack begins inside the agent")
    String exceptionStack;

    @Override
    void fill(Map<String, Object> fields) {
        super.fill(fields);
        cause = text(fields, "cause");
        detectedBy = text(fields, "detected.by");
        probes = integer(fields, ConnectionField.PROBES);
        retransmits = integer(fields, ConnectionField.RETRANSMITS);
        idle = span(fields, "idle.ms");
        age = span(fields, ConnectionField.AGE);
        failedThread = text(fields, "thread");
        exception = text(fields, "exception");
        exceptionStack = lines(fields, "stack");
    }
}
