// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import io.keepalive.agent.thread.DaemonThreads;
import io.keepalive.agent.time.Pause;
import java.lang.instrument.Instrumentation;

/**
 * A shutdown hook that removes the transformer, once no class is being woven, and lets no further weaving begin.
 *
 * <p>Since Java 26 the JVM waits at its exit up to 60 s for the calls to agents that have not returned
 * (JvmtiEventController::vm_death). The JVM makes such a call for each class that any thread
 * loads while there is a transformer, and where such a call or another thread needs a safepoint meanwhile, for example
 * for a collection, the call does not return (JDK-8387045).
 */
final class TransformerRemoval implements Runnable {

    /** The limit for weaving that waits for memory or for another agent. */
    private static final long TIMEOUT_MILLIS = 2_000;

    /** Longer than a call to an agent takes, unless the machine is overloaded. */
    private static final long CALL_MILLIS = 100;

    private final Instrumentation instrumentation;
    private final HookTransformer transformer;
    private Thread hook;
    private boolean weaving;
    private boolean ending;

    /** @param transformer is removed, if it was added */
    TransformerRemoval(Instrumentation instrumentation, HookTransformer transformer) {
        this.instrumentation = instrumentation;
        this.transformer = transformer;
    }

    /** Registers the hook. If the JVM is ending already, no weaving begins. */
    synchronized void register() {
        hook = DaemonThreads.create("keepalive-transformer-exit", this);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            ending = true;
        }
    }

    /** Removes the hook, if it is registered and the JVM is not ending. */
    synchronized void unregister() {
        if (hook == null) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            return;
        }
        hook = null;
    }

    /** Before weaving. Does not return once the JVM is ending: the agent's thread ends with it. */
    synchronized void begin() {
        while (ending) {
            try {
                wait();
            } catch (InterruptedException dropped) {
                // Nothing interrupts the agent's thread on purpose.
            }
        }
        weaving = true;
    }

    /** Before the woven classes are restored, which may be done at the end too. */
    synchronized void beginRestoring() {
        weaving = true;
    }

    /** After either. */
    synchronized void end() {
        weaving = false;
        notifyAll();
    }

    /** On the hook's thread. What it throws is dropped: nobody reads a report of the end. */
    @Override
    public void run() {
        try {
            awaitEndOfWeaving();
            instrumentation.removeTransformer(transformer);
            awaitEndOfCalls();
        } catch (RuntimeException | Error dropped) {
            return;
        }
    }

    /** Where classes are being loaded just now. No call begins any more; those in progress take a few milliseconds. */
    private void awaitEndOfCalls() {
        long left = CALL_MILLIS - transformer.millisSinceCall();
        while (left > 0) {
            Pause.sleep(left);
            left = CALL_MILLIS - transformer.millisSinceCall();
        }
    }

    private synchronized void awaitEndOfWeaving() {
        ending = true;
        long end = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000;
        for (long left = TIMEOUT_MILLIS; weaving && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            try {
                wait(left);
            } catch (InterruptedException hurried) {
                return;
            }
        }
    }
}
