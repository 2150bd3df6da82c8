// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class BatchPollTest {

    private final BatchPoll poll = new BatchPoll();

    @Test
    void isNotUsedForFewDescriptorsInTheFirstRounds() {
        for (int round = 0; round < 10; round++) {
            poll.begin(64);
            assertThat(poll.isAvailable()).isFalse();
        }
        poll.begin(1);
        assertThat(poll.isAvailable()).isTrue();
    }

    @Test
    void isUsedForManyDescriptorsAtOnce() {
        poll.begin(65);
        assertThat(poll.isAvailable()).isTrue();
    }
}
