// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CommandQueueTest {

    private static final long LONG_ENOUGH = 50_000;

    private final CommandQueue commands = new CommandQueue();

    @Test
    void runOnTheThreadThatTakesThem() throws Exception {
        CompletableFuture<Thread> worker = CompletableFuture.supplyAsync(() -> commands.call(Thread::currentThread));
        assertThat(commands.runNext(LONG_ENOUGH)).isTrue();
        assertThat(worker.get()).isSameAs(Thread.currentThread());
    }

    @Test
    void failuresAreThrownToTheCaller() throws Exception {
        CompletableFuture<Throwable> seen = CompletableFuture.supplyAsync(() -> failureOf(() -> commands.call(() -> {
            throw new IOException("no way");
        })));
        commands.runNext(LONG_ENOUGH);
        assertThat(seen.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the command failed: java.io.IOException: no way");
    }

    private static Throwable failureOf(Runnable call) {
        try {
            call.run();
            return null;
        } catch (IllegalStateException failure) {
            return failure;
        }
    }

    @Test
    void aClosedQueueRejectsCommands() {
        commands.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> commands.call(() -> "done"))
                .withMessage("the agent has been detached");
    }

    @Test
    void closingFailsAWaitingCaller() throws Exception {
        CompletableFuture<Throwable> seen =
                CompletableFuture.supplyAsync(() -> failureOf(() -> commands.call(() -> "done")));
        while (!seen.isDone()) {
            commands.close();
        }
        assertThat(seen.get()).hasMessage("the agent has been detached");
    }

    @Test
    void withoutACommandTheWaitEnds() throws Exception {
        assertThat(commands.runNext(1)).isFalse();
    }

    @Test
    void aCallerWaitsForALimitedTimeAndItsCommandIsCancelled() throws Exception {
        CommandQueue brief = new CommandQueue(1);
        AtomicBoolean done = new AtomicBoolean();
        assertThat(failureOf(() -> brief.call(() -> done.getAndSet(true))))
                .hasMessageContaining("the agent has been busy for");
        assertThat(brief.runNext(LONG_ENOUGH)).isTrue();
        assertThat(done).isFalse();
    }

    @Test
    void aPostedCommandRunsWithoutACallerThatWaits() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        commands.post(() -> done.set(true));
        assertThat(done).isFalse();
        assertThat(commands.runNext(LONG_ENOUGH)).isTrue();
        assertThat(done).isTrue();
    }

    @Test
    void anInterruptEndsTheWaitOfACaller() {
        Thread.currentThread().interrupt();
        assertThat(failureOf(() -> commands.call(() -> "done"))).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
