package io.keepalive.agent.report;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Suspicion;
import io.keepalive.agent.kernel.TcpInfo;

/** A peer leaves probes or data unanswered. */
final class PeerSuspect extends PeerEvent {

    private final Suspicion reason;
    private final int info;

    PeerSuspect(Connection connection, Suspicion reason, int info, long atMillis) {
        super("peer.suspect", Level.WARN, "peers suspect", connection, atMillis);
        this.reason = reason;
        this.info = info;
    }

    @Override
    String reason() {
        return reason.label();
    }

    @Override
    protected void addTo(Facts facts) {
        portrait().addIdentity(facts);
        facts.text("reason", reason.label())
                .number("probes", TcpInfo.probes(info))
                .number("retransmits", TcpInfo.retransmits(info));
        portrait().addSettings(facts);
        portrait().addOpenedBy(facts);
    }

    @Override
    protected String sentence() {
        return "peer suspect: " + portrait().line() + ": " + counted()
                + portrait().openedBy();
    }

    private String counted() {
        return reason == Suspicion.PROBES
                ? TcpInfo.probes(info) + " probes unanswered"
                : "data in flight unacknowledged after " + TcpInfo.retransmits(info) + " retransmissions";
    }
}
