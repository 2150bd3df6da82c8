// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.process.TimedRun;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartsTest {

    private final Starts starts = new Starts()
            .variant(Starts.EMPTY, taking(100))
            .variant(Starts.KEEPALIVE, taking(150))
            .variant("an earlier agent", taking(200));

    private static Callable<TimedRun> taking(double millis) {
        return () -> new TimedRun(0, millis, 2 * millis, "");
    }

    @BeforeEach
    void run() throws Exception {
        starts.run(3);
    }

    @Test
    void aRatioIsOfEverythingThatAStartTakes() {
        Figure figure = starts.ratio(3, "wall", TimedRun::wallMillis, Starts.KEEPALIVE, Starts.EMPTY);

        assertThat(figure.row()).isEqualTo(3);
        assertThat(figure.what()).isEqualTo("wall: keepalive-agent / an empty agent");
        assertThat(figure.value()).isEqualTo(1.5);
        assertThat(figure.unit()).isEmpty();
        assertThat(figure.samples()).isEqualTo(3);
        assertThat(figure.detail()).isEqualTo("150 ms / 100 ms");
    }

    @Test
    void whatEveryAgentTakesIsSubtractedFromBothSidesOfARatio() {
        Figure figure = starts.ratioBeyondEmpty(3, "cpu", TimedRun::cpuMillis, Starts.KEEPALIVE, "an earlier agent");

        assertThat(figure.what()).isEqualTo("cpu, beyond an empty agent: keepalive-agent / an earlier agent");
        assertThat(figure.value()).isEqualTo(0.5);
        assertThat(figure.detail()).isEqualTo("100 ms / 200 ms");
    }

    @Test
    void aDifferenceIsInMilliseconds() {
        Figure figure = starts.beyondEmpty(4, "main held up", TimedRun::wallMillis, Starts.KEEPALIVE);

        assertThat(figure.what()).isEqualTo("main held up, beyond an empty agent");
        assertThat(figure.value()).isEqualTo(50);
        assertThat(figure.unit()).isEqualTo("ms");
        assertThat(figure.detail()).isEqualTo("150 ms - 100 ms");
    }
}
