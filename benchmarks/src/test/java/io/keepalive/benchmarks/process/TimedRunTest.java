// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimedRunTest {

    @Test
    void anEventIsTimedFromTheStart() {
        TimedRun run = new TimedRun(1_000_000, 0, 0, "a line\nbegan 3500000\nlive 9000000");

        assertThat(run.millisUntil("began")).isEqualTo(2.5);
        assertThat(run.millisUntil("live")).isEqualTo(8);
    }

    @Test
    void anEventThatWasNotPrintedIsNoTime() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new TimedRun(0, 0, 0, "began 1").millisUntil("live"))
                .withMessage("there is no 'live' in: began 1");
    }

    @Test
    void timesAreThoseOfTheProgram() throws Exception {
        TimedRun run = TimedRun.run(List.of("sh", "-c", "echo began 7; sleep 0.1"));

        assertThat(run.output()).isEqualTo("began 7");
        assertThat(run.wallMillis()).isGreaterThanOrEqualTo(100);
        assertThat(run.cpuMillis()).isLessThan(run.wallMillis());
    }
}
