// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.policy.Direction;
import java.net.InetSocketAddress;

/**
 * How a connection was opened, by which thread and to which peer, and how the agent discovered it. Immutable. Each
 * connection has one, so enums are kept as booleans: a reference would take eight bytes more.
 */
public final class Origin {

    private final boolean inbound;
    private final boolean adopted;
    private final String peerHost;
    private final InetSocketAddress peer;
    private final String thread;
    private final Throwable callSite;
    private final boolean streams;

    /**
     * @param peerHost the host as the application wrote it, or null
     * @param peer the peer's address, or null where it is not known any more
     * @param thread the name of the thread that opened it, or null
     * @param callSite carries the stack of the call that opened it, or null
     * @param streams whether the application uses the streams of a Socket
     */
    public Origin(
            Direction direction,
            DiscoveredBy discoveredBy,
            String peerHost,
            InetSocketAddress peer,
            String thread,
            Throwable callSite,
            boolean streams) {
        this.inbound = direction == Direction.INBOUND;
        this.adopted = discoveredBy == DiscoveredBy.ADOPTED;
        this.peerHost = peerHost;
        this.peer = peer;
        this.thread = thread;
        this.callSite = callSite;
        this.streams = streams;
    }

    /** Whether this process or the peer opened it. */
    public Direction direction() {
        return inbound ? Direction.INBOUND : Direction.OUTBOUND;
    }

    /** How the agent discovered it. */
    public DiscoveredBy discoveredBy() {
        return adopted ? DiscoveredBy.ADOPTED : DiscoveredBy.INTERCEPTED;
    }

    public String peerHost() {
        return peerHost;
    }

    public InetSocketAddress peer() {
        return peer;
    }

    public String thread() {
        return thread;
    }

    public Throwable callSite() {
        return callSite;
    }

    /** Whether the application reads and writes through the streams of a Socket, as far as the agent knows. */
    public boolean usesStreams() {
        return streams;
    }
}
