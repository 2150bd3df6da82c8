package io.keepalive.agent.proc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ThreadCpuTimeTest {

    private final ThreadCpuTime time = new ThreadCpuTime();

    @Test
    void growsWithWorkAndNotWithWaiting() throws InterruptedException {
        time.begin();
        work();
        assertWaitingIsFree();
        time.close();
    }

    /** As the watcher does when the mode is off for a while. */
    @Test
    void onceClosedItBeginsAnew() throws InterruptedException {
        time.begin();
        time.close();
        assertWaitingIsFree();
        work();
        time.close();
    }

    /** The two have nothing to do with each other: their difference would be days. */
    @Test
    void whatBeganByTheKernelEndsByTheClockAlone() {
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

    private void assertWaitingIsFree() throws InterruptedException {
        time.begin();
        Thread.sleep(500);
        assertThat(time.nanosSinceBegin()).isBetween(0L, 400_000_000L);
    }
}
