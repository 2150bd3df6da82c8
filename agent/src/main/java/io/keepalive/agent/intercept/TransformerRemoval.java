// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import io.keepalive.agent.thread.DaemonThreads;
import io.keepalive.agent.time.Pause;
import java.lang.instrument.Instrumentation;

/**
 * A shutdown hook that lets no further weaving begin, waits for the end of that in progress, and removes the transformer.
 *
 * <p>Since Java 26 the JVM waits at its exit up to 60 s for the calls to agents that have not returned
 * (JvmtiEventController::vm_death). While there is a transformer, the JVM makes such a call for each class that any thread
 * loads. Where that thread or another one needs a safepoint meanwhile, for example for a collection, the call does not
 * return (JDK-8387045).
 */
final class TransformerRemoval implements Runnable {

    /** The limit for weaving; it may wait ten seconds for memory. */
    private static final long WEAVING_MILLIS = 12_000;

    /** Longer than a call takes, unless the machine is overloaded. */
    private static final long CALL_MILLIS = 100;

    private final Instrumentation instrumentation;
    private final HookTransformer transformer;
    private Thread hook;

    /** @param transformer is removed, if it was added */
    TransformerRemoval(Instrumentation instrumentation, HookTransformer transformer) {
        this.instrumentation = instrumentation;
        this.transformer = transformer;
    }

    /** Registers the hook. If the JVM is ending already, no weaving begins. */
    void register() {
        hook = DaemonThreads.create("keepalive-transformer-exit", this);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            transformer.gate().close(0);
        }
    }

    /** Removes the hook, if it is registered and the JVM is not ending. */
    void unregister() {
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException endingAlready) {
                return;
            }
        }
    }

    /** On the hook's thread. What it throws is dropped: nobody reads a report of the end. */
    @Override
    public void run() {
        try {
            transformer.gate().close(WEAVING_MILLIS);
            instrumentation.removeTransformer(transformer);
            awaitEndOfCalls();
        } catch (RuntimeException | Error dropped) {
            return;
        }
    }

    /** Where classes are being loaded just now. No call begins any more. */
    private void awaitEndOfCalls() {
        long left = CALL_MILLIS - transformer.millisSinceCall();
        while (left > 0) {
            Pause.sleep(left);
            left = CALL_MILLIS - transformer.millisSinceCall();
        }
    }
}
