// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import io.keepalive.agent.checkpoint.CheckpointListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the agent's own thread pause the agent for a checkpoint, between two rounds, and wait there until the restore. The
 * thread that takes the checkpoint waits until the agent is paused.
 */
final class CheckpointPause implements CheckpointListener {

    /** How long the checkpoint waits for the agent; it then fails if a file of the agent is open. */
    static final long WAIT_MILLIS = 10_000;

    /**
     * How long the agent waits for the restore. The JDK does not call the resources again where one of them has thrown an
     * Error, and the agent must not be paused for ever. Others may take long before the checkpoint.
     */
    static final long MAX_PAUSE_MILLIS = 300_000;

    /** What is done on the agent's own thread. Failures are its own. */
    interface Agent {

        /** Closes all that is open. */
        void pause();

        /** Goes on. */
        void resume();
    }

    private final CommandQueue commands;
    private final Agent agent;
    private final long waitMillis;
    private final long maxPauseMillis;
    /** Used on the thread that takes the checkpoint; the JDK lets only one do so at a time. */
    private volatile Pause current;

    /**
     * @param commands of the agent's own thread
     * @param agent is paused and resumed on that thread
     */
    CheckpointPause(CommandQueue commands, Agent agent) {
        this(commands, agent, WAIT_MILLIS, MAX_PAUSE_MILLIS);
    }

    CheckpointPause(CommandQueue commands, Agent agent, long waitMillis, long maxPauseMillis) {
        this.commands = commands;
        this.agent = agent;
        this.waitMillis = waitMillis;
        this.maxPauseMillis = maxPauseMillis;
    }

    /**
     * Runs a pause of nothing, so that the JVM has loaded what a thread of the application uses in a checkpoint: a class that
     * cannot be loaded there would leave the agent's files open.
     */
    static void warmUp() {
        CommandQueue commands = new CommandQueue();
        CheckpointPause pause = new CheckpointPause(commands, new NoAgent(), 1, 1);
        pause.beforeCheckpoint();
        commands.runNext(1);
        pause.afterRestore();
        commands.close();
    }

    @Override
    public void beforeCheckpoint() {
        afterRestore();
        Pause pause = new Pause();
        current = pause;
        commands.post(pause, pause.begun::countDown);
        if (await(pause.begun, waitMillis)) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void afterRestore() {
        Pause pause = current;
        current = null;
        if (pause != null) {
            pause.ended.countDown();
        }
    }

    /** Waits despite interrupts; returns whether there was one. */
    private static boolean await(CountDownLatch latch, long millis) {
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0 && latch.getCount() > 0; left = end - System.nanoTime()) {
            try {
                latch.await(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private static final class NoAgent implements Agent {

        @Override
        public void pause() {}

        @Override
        public void resume() {}
    }

    /** One pause. It does not begin where the checkpoint did not wait for it and is over. */
    private final class Pause implements Runnable {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void run() {
            if (ended.getCount() == 0) {
                return;
            }
            try {
                agent.pause();
            } finally {
                begun.countDown();
            }
            await(ended, maxPauseMillis);
            agent.resume();
        }
    }
}
