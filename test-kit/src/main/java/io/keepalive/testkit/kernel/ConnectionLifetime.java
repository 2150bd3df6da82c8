// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.kernel;

import java.time.Duration;
import java.time.Instant;

/**
 * The lifetime of a connection as observed from outside its process.
 *
 * @param lastSeenOpen the last time it was certainly open; it ended later
 * @param firstSeenEnded the first time it had certainly ended or was closed; it ended earlier. Null while it is open
 * @param retransmissionTimeout the kernel's timeout for the first retransmission on it
 */
public record ConnectionLifetime(
        int localPort,
        String peerAddress,
        int peerPort,
        Instant lastSeenOpen,
        Instant firstSeenEnded,
        Duration retransmissionTimeout) {

    /** @param before the previous observation, or null */
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
