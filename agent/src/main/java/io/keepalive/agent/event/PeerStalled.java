// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.text.DurationFormat;

/** A peer's kernel answers, and its application does not read. */
public final class PeerStalled extends PeerEvent {

    private final long queuedBytes;
    private final long stalledMillis;

    /**
     * @param queuedBytes that wait here: not sent, or not acknowledged
     * @param stalledMillis how long the peer's window has been closed
     */
    public PeerStalled(Connection connection, long queuedBytes, long stalledMillis, long atMillis) {
        super("peer.stalled", Level.WARN, "peers stalled", connection, atMillis);
        this.queuedBytes = queuedBytes;
        this.stalledMillis = stalledMillis;
    }

    @Override
    String reason() {
        return null;
    }

    @Override
    long queuedBytes() {
        return queuedBytes;
    }

    @Override
    public void addTo(EventFields fields) {
        connectionFacts().addIdentity(fields);
        fields.number("queued.bytes", queuedBytes).number("stalled.ms", stalledMillis);
        connectionFacts().addSettings(fields);
        connectionFacts().addOpenedBy(fields);
    }

    @Override
    public String sentence() {
        return "peer stalled: " + connectionFacts().line() + ": its host answers, but its application has not read for "
                + DurationFormat.of(stalledMillis) + "; " + queuedBytes + " bytes wait here"
                + connectionFacts().openedBy();
    }
}
