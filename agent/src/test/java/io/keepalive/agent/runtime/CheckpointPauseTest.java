// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CheckpointPauseTest {

    private static final long LONG_ENOUGH = 50_000;

    private final CommandQueue commands = new CommandQueue();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CheckpointPause.Agent agent = new CheckpointPause.Agent() {

        @Override
        public void pause() {
            done.add("pause");
        }

        @Override
        public void resume() {
            done.add("resume");
        }
    };

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void theAgentsThreadPausesBetweenTwoCommands() throws Exception {
        CheckpointPause pause = pause(LONG_ENOUGH, LONG_ENOUGH);
        CompletableFuture<Void> own = runOnOwnThread(1);
        pause.beforeCheckpoint();
        assertThat(done).containsExactly("pause");
        assertThat(own).isNotDone();
        pause.afterRestore();
        own.get();
        assertThat(done).containsExactly("pause", "resume");
    }

    @Test
    void eachCheckpointHasAPauseOfItsOwn() throws Exception {
        CheckpointPause pause = pause(LONG_ENOUGH, LONG_ENOUGH);
        CompletableFuture<Void> own = runOnOwnThread(2);
        pause.beforeCheckpoint();
        pause.beforeCheckpoint();
        pause.afterRestore();
        own.get();
        assertThat(done).containsExactly("pause", "resume", "pause", "resume");
    }

    /** Where the agent's own thread does not get to it, the checkpoint goes on, and no pause follows it. */
    @Test
    void aCheckpointDoesNotWaitForEver() throws Exception {
        CheckpointPause pause = pause(1, LONG_ENOUGH);
        pause.beforeCheckpoint();
        pause.afterRestore();
        runOnOwnThread(1).get();
        assertThat(done).isEmpty();
    }

    @Test
    void theAgentDoesNotWaitForEver() throws Exception {
        CheckpointPause pause = pause(LONG_ENOUGH, 1);
        CompletableFuture<Void> own = runOnOwnThread(1);
        pause.beforeCheckpoint();
        own.get();
        assertThat(done).containsExactly("pause", "resume");
        pause.afterRestore();
    }

    @Test
    void anAgentThatIsDetachedIsNotWaitedFor() {
        commands.close();
        pause(LONG_ENOUGH, LONG_ENOUGH).beforeCheckpoint();
        assertThat(done).isEmpty();
    }

    @Test
    void theWarmUpPausesNothing() {
        CheckpointPause.warmUp();
        assertThat(done).isEmpty();
    }

    /** The agent is paused no more, and has nothing open after the detach. */
    @Test
    void aDetachEndsTheWait() throws Exception {
        CheckpointPause pause = pause(LONG_ENOUGH * 1_000, LONG_ENOUGH);
        Thread checkpoint = new Thread(pause::beforeCheckpoint);
        checkpoint.start();
        while (checkpoint.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
        commands.close();
        checkpoint.join();
        assertThat(done).isEmpty();
    }

    @Test
    void anInterruptOfTheApplicationIsKept() throws Exception {
        CheckpointPause pause = pause(LONG_ENOUGH, LONG_ENOUGH);
        CompletableFuture<Void> own = runOnOwnThread(1);
        Thread.currentThread().interrupt();
        pause.beforeCheckpoint();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).containsExactly("pause");
        pause.afterRestore();
        own.get();
    }

    private CheckpointPause pause(long waitMillis, long maxPauseMillis) {
        return new CheckpointPause(commands, agent, waitMillis, maxPauseMillis);
    }

    private CompletableFuture<Void> runOnOwnThread(int number) {
        return CompletableFuture.runAsync(() -> {
            for (int i = 0; i < number; i++) {
                commands.runNext(LONG_ENOUGH);
            }
        });
    }
}
