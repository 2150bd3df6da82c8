// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EarlierAgentTest {

    @Test
    void withoutItsJarTheFixedCommitIsNotCompared() {
        assertThat(EarlierAgent.ofFixedCommit()).isEmpty();
    }

    @Test
    void aChosenBuildHasNoCommit() {
        assertThat(EarlierAgent.in(Path.of("old.jar")))
                .isEqualTo(new EarlierAgent("an earlier agent", Path.of("old.jar")));
    }
}
