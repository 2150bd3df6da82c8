// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.proc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ThreadCpuTimeTest {

    private final ThreadCpuTime time = new ThreadCpuTime();

    @Test
    void countsWorkAndNotWaiting() throws InterruptedException {
        time.begin();
        work();
        assertWaitingIsNotCounted();
        time.close();
    }

    /** As the watcher does while the mode is off. */
    @Test
    void canBeReopened() throws InterruptedException {
        time.begin();
        time.close();
        assertWaitingIsNotCounted();
        work();
        time.close();
    }

    /** The two values are unrelated: their difference would be days. */
    @Test
    void aMeasurementCutOffFromTheKernelEndsOnTheClock() {
        time.begin();
        time.close();
        assertThat(time.nanosSinceBegin()).isBetween(0L, 60_000_000_000L);
    }

    private void work() {
        time.begin();
        while (time.nanosSinceBegin() < 50_000_000) {
            Thread.onSpinWait();
        }
    }

    private void assertWaitingIsNotCounted() throws InterruptedException {
        time.begin();
        Thread.sleep(500);
        assertThat(time.nanosSinceBegin()).isBetween(0L, 400_000_000L);
    }
}
