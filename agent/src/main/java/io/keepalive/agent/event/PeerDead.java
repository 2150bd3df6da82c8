// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.connection.Death;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.peer.Diagnosis;
import io.keepalive.agent.text.BoundedText;
import io.keepalive.agent.text.ConnectionField;
import io.keepalive.agent.text.DurationFormat;
import io.keepalive.agent.text.ExceptionText;

/** A peer is dead. */
public final class PeerDead extends PeerEvent {

    /** Left out of the fields. */
    private static final int UNKNOWN = -1;

    private final Death death;
    private final boolean withStack;

    /**
     * @param death what was detected
     * @param withStack whether the event shows the stack of the failed call
     */
    public PeerDead(Death death, boolean withStack) {
        super(
                "peer.dead",
                death.cause() == Cause.RESET ? Level.INFO : Level.WARN,
                "peers dead",
                death.connection(),
                death.atMillis());
        this.death = death;
        this.withStack = withStack;
    }

    @Override
    public String countedAs() {
        return reason();
    }

    @Override
    String reason() {
        return death.cause().label();
    }

    @Override
    String reasonName() {
        return "cause=";
    }

    @Override
    public void addTo(EventFields fields) {
        connectionFacts().addIdentity(fields);
        fields.text("cause", death.cause().label());
        DiagnosisText.addTo(fields, death.diagnosis());
        fields.text("detected.by", death.detectedBy().label())
                .number(ConnectionField.PROBES, death.probes())
                .number(ConnectionField.RETRANSMITS, death.retransmits())
                .known("idle.ms", death.silentMillis())
                .number(ConnectionField.AGE, death.ageMillis());
        connectionFacts().addSettings(fields);
        fields.known(ConnectionField.BUSY_TIMEOUT, death.busyMillis() > 0 ? death.busyMillis() : UNKNOWN);
        fields.text("thread", death.thread())
                .text("exception", ExceptionText.text(death.exception()))
                .list("stack", StackTraceFormat.ofApplication(stack()));
        connectionFacts().addOpenedBy(fields);
    }

    @Override
    public String sentence() {
        return "peer dead: "
                + connectionFacts().line()
                + " cause="
                + death.cause().label()
                + ": "
                + explanation()
                + (death.silentMillis() < 0 ? "" : ", silent " + DurationFormat.of(death.silentMillis()))
                + ", "
                + connectionFacts().age(death.ageMillis())
                + ", noticed by "
                + detection()
                + diagnosisSentence()
                + connectionFacts().openedBy();
    }

    @Override
    String noticedBy() {
        return death.detectedBy().label();
    }

    @Override
    Diagnosis diagnosis() {
        return death.diagnosis();
    }

    private String detection() {
        String place = StackTraceFormat.callSite(stack());
        return death.detectedBy().label()
                + (death.thread() == null ? "" : " in " + BoundedText.text(death.thread()))
                + (place == null ? "" : " at " + place)
                + (death.exception() == null ? "" : " (" + ExceptionText.text(death.exception()) + ")");
    }

    private Throwable stack() {
        return withStack ? death.exception() : null;
    }

    private String explanation() {
        switch (death.cause()) {
            case KEEPALIVE_TIMEOUT:
                return probes() + " unanswered";
            case RETRANSMISSION_TIMEOUT:
                return unacknowledged() + busyTimeout();
            case BACKPRESSURE_TIMEOUT:
                return "the peer answered but did not read, and the user timeout" + userTimeout() + " ran out";
            case LOCAL_NETWORK:
                return "this host lost its route, address or interface";
            case RESET:
                return "the peer's side aborted the connection or no longer knew it";
            case UNREACHABLE:
                return "the network reports the peer as unreachable";
            default:
                return "the evidence does not tell why";
        }
    }

    /** Nothing is in flight while the peer's window is closed; the kernel sends probes. */
    private String unacknowledged() {
        return death.retransmits() > 0
                ? "data in flight unacknowledged after " + count(death.retransmits(), "retransmission")
                : "data waits for the peer's window to open, and " + count(death.probes(), "probe") + " unanswered";
    }

    private String busyTimeout() {
        return death.busyMillis() > 0 ? " (busy-timeout " + DurationFormat.exact(death.busyMillis()) + ")" : "";
    }

    /** With a user timeout the kernel ignores the count and may exceed it (tcp_timer.c, tcp_keepalive_timer). */
    private String probes() {
        KeepaliveSettings settings = connectionFacts().settings();
        boolean ofCount = settings != null && settings.count() >= death.probes();
        return ofCount ? death.probes() + " of " + count(settings.count(), "probe") : count(death.probes(), "probe");
    }

    private String userTimeout() {
        KeepaliveSettings settings = connectionFacts().settings();
        boolean known = settings != null && settings.userTimeoutMillis() > 0;
        return known ? " of " + DurationFormat.of(settings.userTimeoutMillis()) : "";
    }

    private static String count(int number, String of) {
        return number + " " + of + (number == 1 ? "" : "s");
    }
}
