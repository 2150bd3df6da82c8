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
@Description("The kernel has given up the peer of a connection, once for each")
@Category("Keepalive")
@Registered(false)
final class PeerDeadEvent extends ConnectionEvent {

    @Name("cause")
    @Label("Cause")
    String cause;

    @Name("detectedBy")
    @Label("Detected By")
    @Description("The application's read or write, or the agent's watch, where nobody was reading or writing")
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
    @Description("Since when nothing was heard of the peer")
    @Timespan(Timespan.MILLISECONDS)
    long idle;

    @Name("age")
    @Label("Age")
    @Description("Since when the connection was open; for an adopted one, since when it was known")
    @Timespan(Timespan.MILLISECONDS)
    long age;

    @Name("failedThread")
    @Label("Failed Thread")
    @Description("The thread whose call failed; none where the agent's watch has noticed")
    String failedThread;

    @Name("exception")
    @Label("Exception")
    @Description("What that call has thrown")
    String exception;

    @Name("exceptionStack")
    @Label("Exception Stack")
    @Description("Where it was thrown, innermost frame first; the event's own stack begins inside the agent")
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
