// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.RegisteredConnections;
import org.junit.jupiter.api.Test;

class PriorityChecksTest {

    private final RegisteredConnections connections = new RegisteredConnections();
    private final PriorityChecks priority = new PriorityChecks();

    @Test
    void unwellConnectionsAreIncludedInEveryRound() {
        Connection well = connections.open(7);
        Connection unwell = connections.open(8);
        unwell.healthOrCreate().markUnanswered(1);
        priority.addIfUnwell(well);
        priority.addIfUnwell(unwell);
        for (int round = 0; round < 3; round++) {
            priority.begin();
            assertThat(priority.nextNumber(0)).isEqualTo(8);
            assertThat(priority.nextNumber(9)).isEqualTo(-1);
            assertThat(priority.includes(8)).isTrue();
            assertThat(priority.includes(7)).isFalse();
            priority.addIfUnwell(unwell);
        }
    }

    @Test
    void recoveredConnectionsAreIncludedOnceMore() {
        Connection recovering = connections.open(7);
        recovering.healthOrCreate().markUnanswered(1);
        priority.addIfUnwell(recovering);
        recovering.clearHealth();
        priority.begin();
        assertThat(priority.includes(7)).isTrue();
        priority.addIfUnwell(recovering);
        priority.begin();
        assertThat(priority.includes(7)).isFalse();
    }
}
