package io.keepalive.agent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ThreadCpuTimeTest {

    @Test
    void growsWithWorkAndNotWithWaiting() throws InterruptedException {
        ThreadCpuTime time = ThreadCpuTime.ofThisThread();
        long before = time.nanos();
        while (time.nanos() - before < 50_000_000) {
            Thread.onSpinWait();
        }
        long worked = time.nanos();
        Thread.sleep(500);
        assertThat(time.nanos() - worked).isBetween(0L, 400_000_000L);
        time.close();
    }

    @Test
    void onceClosedItIsTheClock() {
        ThreadCpuTime time = ThreadCpuTime.ofThisThread();
        time.close();
        long before = System.nanoTime();
        assertThat(time.nanos()).isBetween(before, before + 60_000_000_000L);
    }
}
