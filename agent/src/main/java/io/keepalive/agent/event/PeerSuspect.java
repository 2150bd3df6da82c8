// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SystemDefaults;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.peer.Diagnosis;
import io.keepalive.agent.peer.PeerHealth;
import io.keepalive.agent.peer.SuspectReason;
import io.keepalive.agent.text.ConnectionField;
import io.keepalive.agent.text.DurationFormat;

/** A peer does not answer probes or acknowledge data. */
public final class PeerSuspect extends PeerEvent {

    private final SuspectReason reason;
    private final int info;
    private final int retransmissionLimit;
    private final Diagnosis diagnosis;

    /**
     * @param info TCP_INFO with the counts
     * @param retransmissionLimit the sysctl tcp_retries2 where the event explains that only this limit ends the wait; 0 where
     *     it does not
     */
    public PeerSuspect(Connection connection, SuspectReason reason, int info, int retransmissionLimit, long atMillis) {
        super("peer.suspect", Level.WARN, "peers suspect", connection, atMillis);
        this.reason = reason;
        this.info = info;
        this.retransmissionLimit = retransmissionLimit;
        PeerHealth health = connection.health();
        this.diagnosis = health == null ? null : health.diagnosis();
    }

    @Override
    String reason() {
        return reason.label();
    }

    @Override
    public void addTo(EventFields fields) {
        connectionFacts().addIdentity(fields);
        fields.text("reason", reason.label())
                .number(ConnectionField.PROBES, TcpInfo.probes(info))
                .number(ConnectionField.RETRANSMITS, TcpInfo.retransmits(info));
        DiagnosisText.addTo(fields, diagnosis);
        connectionFacts().addSettings(fields);
        if (retransmissionLimit > 0) {
            fields.number("retransmission.limit.ms", SystemDefaults.retransmissionMillis(retransmissionLimit));
        }
        connectionFacts().addOpenedBy(fields);
    }

    @Override
    public String sentence() {
        return "peer suspect: " + connectionFacts().line() + ": " + evidence()
                + advice()
                + diagnosisSentence()
                + connectionFacts().openedBy();
    }

    @Override
    Diagnosis diagnosis() {
        return diagnosis;
    }

    /** What would end the wait for the data, and when the kernel will; empty where something ends it. */
    @Override
    String advice() {
        KeepaliveSettings settings = connectionFacts().settings();
        if (retransmissionLimit == 0 || settings == null) {
            return "";
        }
        return "; busy-timeout is off: the kernel gives up after about "
                + DurationFormat.of(SystemDefaults.retransmissionMillis(retransmissionLimit))
                + " (net.ipv4.tcp_retries2 is " + retransmissionLimit + "); busy-timeout: auto would end it "
                + DurationFormat.of(settings.detectionMillis()) + " after the peer fell silent";
    }

    private String evidence() {
        return reason == SuspectReason.PROBES
                ? TcpInfo.probes(info) + " probes unanswered"
                : "data in flight unacknowledged after " + TcpInfo.retransmits(info) + " retransmissions";
    }
}
