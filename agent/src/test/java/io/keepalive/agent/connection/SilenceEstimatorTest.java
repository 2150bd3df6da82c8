// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.policy.Mode;
import org.junit.jupiter.api.Test;

class SilenceEstimatorTest {

    private static final long NOW = 1_000_000;

    private final SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
    private final Connection connection = sample.opened(sample.calls.open(7));

    @Test
    void isComputedFromTheProbesWithoutTheWatcher() {
        assertThat(SilenceEstimator.millis(connection, SampleConnections.WANTED, 3, Cause.KEEPALIVE_TIMEOUT, NOW))
                .isEqualTo((60 + 3 * 10) * 1000);
    }

    @Test
    void isUnknownWithoutProbes() {
        assertThat(SilenceEstimator.millis(connection, SampleConnections.WANTED, 0, Cause.KEEPALIVE_TIMEOUT, NOW))
                .isEqualTo(SilenceEstimator.UNKNOWN);
    }

    @Test
    void addsTheIdleTimeBeforeTheFirstProbeThatWasSeen() {
        connection.healthOrCreate().markUnanswered(NOW - 31_000);
        assertThat(SilenceEstimator.millis(connection, SampleConnections.WANTED, 3, Cause.KEEPALIVE_TIMEOUT, NOW))
                .isEqualTo(31_000 + 60_000);
    }

    @Test
    void isAtLeastTheTimeOfTheUnansweredProbes() {
        connection.healthOrCreate().markUnanswered(NOW - 25_000);
        assertThat(SilenceEstimator.millis(connection, SampleConnections.WANTED, 3, Cause.KEEPALIVE_TIMEOUT, NOW))
                .isEqualTo(60_000 + 3 * 10_000);
    }

    @Test
    void beginsWithTheUnansweredData() {
        connection.healthOrCreate().markUnanswered(NOW - 25_000);
        assertThat(SilenceEstimator.millis(connection, SampleConnections.WANTED, 0, Cause.KEEPALIVE_TIMEOUT, NOW))
                .isEqualTo(25_000);
    }

    @Test
    void endsWithTheProbeThatAResetAnswers() {
        assertThat(SilenceEstimator.millis(connection, SampleConnections.WANTED, 2, Cause.RESET, NOW))
                .isEqualTo(60_000 + 10_000);
    }
}
