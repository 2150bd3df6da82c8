package io.keepalive.compat.deaths;

import java.time.Duration;

/**
 * After which time the kernel gives a peer up.
 *
 * @param fixed what the settings say
 * @param retransmitting what comes to it for retransmissions, where each connection has a time of its own: here as long as
 *     it is with the kernel's least, {@link #LEAST}
 */
public record DetectionDeadline(Duration fixed, Duration retransmitting) {

    /** TCP_RTO_MIN, net/tcp.h. */
    private static final Duration LEAST = Duration.ofMillis(200);

    public static DetectionDeadline after(Duration fixed) {
        return new DetectionDeadline(fixed, Duration.ZERO);
    }

    /** @param with the least retransmission time */
    DetectionDeadline andRetransmitting(Duration with) {
        return new DetectionDeadline(fixed, with);
    }

    Duration atLeast() {
        return fixed.plus(retransmitting);
    }

    /**
     * With the kernel's slack of 3 %.
     *
     * @param retransmissionTimeout of the connection: longer where round trips are, as on a busy machine
     */
    Duration atMost(Duration retransmissionTimeout) {
        Duration stretched =
                retransmitting.multipliedBy(retransmissionTimeout.toMillis()).dividedBy(LEAST.toMillis());
        return fixed.plus(stretched).multipliedBy(103).dividedBy(100);
    }
}
