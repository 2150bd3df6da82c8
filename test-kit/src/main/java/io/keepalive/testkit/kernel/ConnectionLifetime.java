package io.keepalive.testkit.kernel;

import java.time.Duration;
import java.time.Instant;

/**
 * What somebody outside has seen of a connection.
 *
 * @param lastSeenOpen it was open for certain then; its end came later
 * @param firstSeenEnded it had ended, or was closed, for certain then; its end came before. Null as long as it is open.
 * @param retransmissionTimeout the kernel's time for a first retransmission on it
 */
public record ConnectionLifetime(
        int localPort,
        String peerAddress,
        int peerPort,
        Instant lastSeenOpen,
        Instant firstSeenEnded,
        Duration retransmissionTimeout) {

    /** @param before what was known of it; null where nothing was */
    static ConnectionLifetime seenOpen(ConnectionLifetime before, KernelSocket socket, Instant asked) {
        boolean doubled = before != null && socket.retransmits() > 0;
        return new ConnectionLifetime(
                socket.localPort(),
                socket.peerAddress(),
                socket.peerPort(),
                asked,
                null,
                doubled ? before.retransmissionTimeout : socket.retransmissionTimeout());
    }

    ConnectionLifetime seenEnded(Instant answered) {
        return hasEnded()
                ? this
                : new ConnectionLifetime(
                        localPort, peerAddress, peerPort, lastSeenOpen, answered, retransmissionTimeout);
    }

    boolean hasEnded() {
        return firstSeenEnded != null;
    }

    boolean isBetween(int here, String address, int there) {
        return localPort == here && peerAddress.equals(address) && peerPort == there;
    }
}
