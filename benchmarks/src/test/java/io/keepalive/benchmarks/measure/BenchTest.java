// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.Samples;
import io.keepalive.benchmarks.figure.Target;
import io.keepalive.benchmarks.process.EarlierAgent;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchTest {

    private static final Path CHOSEN = Path.of("old.jar");

    private final Figure ratio = Figure.of(3, "a start / an earlier one", Samples.of(0.4), "");

    private static Bench beside(Path earlier) {
        return new Bench(null, 1, true, Optional.ofNullable(earlier));
    }

    @Test
    void aChosenBuildReplacesTheFixedCommitAndItsTarget() {
        Bench bench = beside(CHOSEN);

        assertThat(bench.baseline()).contains(EarlierAgent.in(CHOSEN));
        assertThat(bench.mustReachBesideBaseline(Target.atMost(0.5), ratio).target())
                .isNull();
        assertThat(bench.notesOnBaseline()).isEmpty();
    }

    @Test
    void whatCannotBeComparedIsNoted() {
        assertThat(beside(null).baseline()).isEmpty();
        assertThat(beside(null).notesOnBaseline()).singleElement().asString().contains("could not be built");
    }

    @Test
    void theTargetIsSetForTheFixedCommit() {
        assertThat(beside(null)
                        .mustReachBesideBaseline(Target.atMost(0.5), ratio)
                        .reached())
                .isTrue();
    }
}
