// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import java.time.Duration;

/**
 * The time after which the kernel gives up a peer.
 *
 * @param fixed the part that the settings determine
 * @param retransmitting the part that depends on the retransmission timeout of the connection, given for the minimum,
 *     {@link #LEAST}
 * @param later how much later it may be, as the watcher must see unanswered data first
 */
public record DetectionDeadline(Duration fixed, Duration retransmitting, Duration later) {

    /** TCP_RTO_MIN, net/tcp.h. */
    private static final Duration LEAST = Duration.ofMillis(200);

    private static final Duration ARMED_WITHIN = Duration.ofSeconds(1);

    public static DetectionDeadline after(Duration fixed) {
        return new DetectionDeadline(fixed, Duration.ZERO, Duration.ZERO);
    }

    /** Of a connection in use: the busy timeout and a second, which two rounds of the watcher may exceed. */
    public static DetectionDeadline ofBusyTimeout(Duration timeout) {
        return new DetectionDeadline(
                timeout, Duration.ZERO, ARMED_WITHIN.plus(TimingAssertions.WATCH_PERIOD.multipliedBy(2)));
    }

    /** @param with for the minimum of the retransmission timeout */
    public DetectionDeadline andRetransmitting(Duration with) {
        return new DetectionDeadline(fixed, with, later);
    }

    public Duration atLeast() {
        return fixed.plus(retransmitting);
    }

    /**
     * With 3 % for the kernel's slack.
     *
     * @param retransmissionTimeout of the connection; longer where round trips are, as on a busy machine
     */
    public Duration atMost(Duration retransmissionTimeout) {
        Duration stretched =
                retransmitting.multipliedBy(retransmissionTimeout.toMillis()).dividedBy(LEAST.toMillis());
        return fixed.plus(stretched).multipliedBy(103).dividedBy(100).plus(later);
    }
}
