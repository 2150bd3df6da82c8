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
    void areDoneOnTheThreadThatTakesThem() throws Exception {
        CompletableFuture<Thread> worker = CompletableFuture.supplyAsync(() -> commands.call(Thread::currentThread));
        assertThat(commands.doNext(LONG_ENOUGH)).isTrue();
        assertThat(worker.get()).isSameAs(Thread.currentThread());
    }

    @Test
    void failuresComeBackInWords() throws Exception {
        CompletableFuture<Throwable> seen = CompletableFuture.supplyAsync(() -> failureOf(() -> commands.call(() -> {
            throw new IOException("no way");
        })));
        commands.doNext(LONG_ENOUGH);
        assertThat(seen.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("it failed: java.io.IOException: no way");
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
    void afterTheEndNobodyWaits() {
        commands.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> commands.call(() -> "done"))
                .withMessage("the agent has been detached");
    }

    @Test
    void whoWaitsIsToldOfTheEnd() throws Exception {
        CompletableFuture<Throwable> seen =
                CompletableFuture.supplyAsync(() -> failureOf(() -> commands.call(() -> "done")));
        while (!seen.isDone()) {
            commands.close();
        }
        assertThat(seen.get()).hasMessage("the agent has been detached");
    }

    @Test
    void withoutACommandItIsThePatienceThatEnds() throws Exception {
        assertThat(commands.doNext(1)).isFalse();
    }

    @Test
    void aCallerWaitsForALimitedTimeAndWhatHasNotBegunByThenIsNotDone() throws Exception {
        CommandQueue impatient = new CommandQueue(1);
        AtomicBoolean done = new AtomicBoolean();
        assertThat(failureOf(() -> impatient.call(() -> done.getAndSet(true))))
                .hasMessageContaining("the agent has been busy with something else");
        assertThat(impatient.doNext(LONG_ENOUGH)).isTrue();
        assertThat(done).isFalse();
    }

    @Test
    void whatIsPostedIsDoneAndNobodyWaits() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        commands.post(() -> done.set(true));
        assertThat(done).isFalse();
        assertThat(commands.doNext(LONG_ENOUGH)).isTrue();
        assertThat(done).isTrue();
    }

    @Test
    void aCallerThatIsInterruptedWaitsNoLonger() {
        Thread.currentThread().interrupt();
        assertThat(failureOf(() -> commands.call(() -> "done"))).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
