// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionTimeTest {

    /**
     * Linux's documentation (ip-sysctl, tcp_retries2) gives 924.6 seconds for 15; the other values follow from the same
     * sum.
     */
    @ParameterizedTest
    @CsvSource({"15, 924", "8, 102", "3, 3", "10, 324"})
    void busyIsTheTimeOfAllRetransmissions(int retransmissions, long seconds) {
        assertThat(new DetectionTime(KeepaliveSettings.on(60, 10, 3, 0), 0, retransmissions).busySeconds())
                .isEqualTo(seconds);
    }

    @Test
    void idleIsTheSumOfTheTimings() {
        DetectionTime detection = new DetectionTime(KeepaliveSettings.on(60, 10, 3, 0), 0, 15);
        assertThat(detection.idleSeconds()).isEqualTo(90);
        assertThat(detection.idleReason()).isEqualTo("60s + 10s x 3");
    }

    /** The kernel checks it when a probe is due: 100 s is the first such time at or after the user timeout. */
    @ParameterizedTest
    @CsvSource({"90000, 90, 90", "91000, 100, 91", "100500, 110, 101"})
    void aUserTimeoutReplacesBoth(int userTimeoutMillis, long idle, long busy) {
        DetectionTime detection = new DetectionTime(KeepaliveSettings.on(60, 10, 3, userTimeoutMillis), 0, 15);
        assertThat(detection.idleSeconds()).isEqualTo(idle);
        assertThat(detection.busySeconds()).isEqualTo(busy);
    }

    @ParameterizedTest
    @CsvSource({
        "90000, 0, 90, busy-timeout",
        "90001, 0, 91, busy-timeout",
        "90000, 120000, 90, busy-timeout",
        "90000, 45000, 45, user-timeout",
        "45000, 45000, 45, user-timeout",
        "0, 45000, 45, user-timeout",
        "3600000, 0, 924, at the least: net.ipv4.tcp_retries2 is 15 here",
        "0, 0, 924, at the least: net.ipv4.tcp_retries2 is 15 here",
    })
    void theShortestLimitEndsABusyConnection(long busyTimeout, int userTimeout, long busy, String reason) {
        DetectionTime detection = new DetectionTime(KeepaliveSettings.on(60, 10, 3, userTimeout), busyTimeout, 15);
        assertThat(detection.busySeconds()).isEqualTo(busy);
        assertThat(detection.busyReason()).isEqualTo(reason);
    }
}
