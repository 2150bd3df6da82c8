// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HeldMainTest {

    private final HeldMain main = HeldMain.held(50_000);

    @Test
    void continuesWhenTheHooksAreLive() throws Exception {
        FutureTask<Boolean> inTime = waiting(main::await);
        assertThat(main.release()).isTrue();
        assertThat(inTime.get()).isTrue();
        assertThat(main.isHeld()).isFalse();
    }

    @Test
    void continuesWhenItIsReleased() throws Exception {
        FutureTask<Boolean> inTime = waiting(main::await);
        main.release();
        assertThat(main.release()).isFalse();
        assertThat(inTime.get()).isTrue();
        assertThat(main.isTimedOut()).isFalse();
    }

    @Test
    void continuesAfterTheLongestWait() {
        HeldMain brief = HeldMain.held(20);
        assertThat(brief.await()).isFalse();
        assertThat(brief.isHeld()).isFalse();
        assertThat(brief.isTimedOut()).isTrue();
        assertThat(brief.waitedMillis()).isGreaterThanOrEqualTo(20);
    }

    @Test
    void anotherThreadReturnsBeforeTheEndAndReleasesNothing() {
        assertThat(main.awaitReleaseBeforeEnd(50_000)).isFalse();
        assertThat(main.isHeld()).isTrue();
        assertThat(main.isTimedOut()).isFalse();
        main.release();
        assertThat(main.awaitReleaseBeforeEnd(0)).isTrue();
    }

    /** It is scheduled so late that main has continued meanwhile. */
    @Test
    void anotherThreadThatComesAfterTheEndSeesThatMainHasTimedOut() {
        HeldMain brief = HeldMain.held(20);
        brief.await();
        assertThat(brief.awaitReleaseBeforeEnd(10)).isFalse();
    }

    @Test
    void anInterruptDoesNotShortenTheWaitAndIsRestored() throws Exception {
        FutureTask<Boolean> stayed = waiting(() -> {
            Thread.currentThread().interrupt();
            return main.await() && Thread.interrupted();
        });
        assertThat(main.isHeld()).isTrue();
        main.release();
        assertThat(stayed.get()).isTrue();
    }

    @Test
    void doesNotWaitWhenFreeOrRunning() {
        assertThat(HeldMain.free().await()).isTrue();
        assertThat(HeldMain.free().release()).isFalse();
        assertThat(HeldMain.running().await()).isTrue();
        assertThat(HeldMain.running().wasRunning()).isTrue();
    }

    /** Returns when the thread waits or has ended. */
    private static FutureTask<Boolean> waiting(Callable<Boolean> main) {
        FutureTask<Boolean> task = new FutureTask<>(main);
        Thread thread = new Thread(task);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
        return task;
    }
}
