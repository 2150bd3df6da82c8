package io.keepalive.compat.deaths;

import java.time.Duration;

/**
 * The time after which the kernel gives up a peer.
 *
 * @param fixed the part that the settings determine
 * @param retransmitting the part that depends on the retransmission timeout of the connection, given for the minimum,
 *     {@link #LEAST}
 */
public record DetectionDeadline(Duration fixed, Duration retransmitting) {

    /** TCP_RTO_MIN, net/tcp.h. */
    private static final Duration LEAST = Duration.ofMillis(200);

    public static DetectionDeadline after(Duration fixed) {
        return new DetectionDeadline(fixed, Duration.ZERO);
    }

    /** @param with for the minimum of the retransmission timeout */
    DetectionDeadline andRetransmitting(Duration with) {
        return new DetectionDeadline(fixed, with);
    }

    Duration atLeast() {
        return fixed.plus(retransmitting);
    }

    /**
     * With 3 % for the kernel's slack.
     *
     * @param retransmissionTimeout of the connection; longer where round trips are, as on a busy machine
     */
    Duration atMost(Duration retransmissionTimeout) {
        Duration stretched =
                retransmitting.multipliedBy(retransmissionTimeout.toMillis()).dividedBy(LEAST.toMillis());
        return fixed.plus(stretched).multipliedBy(103).dividedBy(100);
    }
}
