package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.SuspectReason;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.text.ConnectionField;

/** A peer does not answer probes or acknowledge data. */
public final class PeerSuspect extends PeerEvent {

    private final SuspectReason reason;
    private final int info;

    public PeerSuspect(Connection connection, SuspectReason reason, int info, long atMillis) {
        super("peer.suspect", Level.WARN, "peers suspect", connection, atMillis);
        this.reason = reason;
        this.info = info;
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
        connectionFacts().addSettings(fields);
        connectionFacts().addOpenedBy(fields);
    }

    @Override
    public String sentence() {
        return "peer suspect: " + connectionFacts().line() + ": " + evidence()
                + connectionFacts().openedBy();
    }

    private String evidence() {
        return reason == SuspectReason.PROBES
                ? TcpInfo.probes(info) + " probes unanswered"
                : "data in flight unacknowledged after " + TcpInfo.retransmits(info) + " retransmissions";
    }
}
