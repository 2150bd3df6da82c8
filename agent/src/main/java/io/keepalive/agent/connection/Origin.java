package io.keepalive.agent.connection;

import io.keepalive.agent.policy.Direction;
import java.net.InetSocketAddress;

/**
 * Who opened a connection, towards whom, and how the agent came to know. Immutable. There is one for each connection, so
 * a bit is kept where a reference would be eight bytes more.
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
     * @param direction who opened it
     * @param via how the agent came to know
     * @param peerHost the host as the application wrote it, or null
     * @param peer the peer's address, or null where nobody knows it any more
     * @param thread the name of the thread that opened it, or null
     * @param callSite carries the stack of the call that opened it, or null
     * @param streams whether the application reads and writes it through the streams of a Socket of its own
     */
    public Origin(
            Direction direction,
            DiscoveredBy via,
            String peerHost,
            InetSocketAddress peer,
            String thread,
            Throwable callSite,
            boolean streams) {
        this.inbound = direction == Direction.INBOUND;
        this.adopted = via == DiscoveredBy.ADOPTED;
        this.peerHost = peerHost;
        this.peer = peer;
        this.thread = thread;
        this.callSite = callSite;
        this.streams = streams;
    }

    /** Who opened it. */
    public Direction direction() {
        return inbound ? Direction.INBOUND : Direction.OUTBOUND;
    }

    /** How the agent came to know it. */
    public DiscoveredBy via() {
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

    /** Whether the application reads and writes it through the streams of a Socket, as far as the agent knows. */
    public boolean usesStreams() {
        return streams;
    }
}
