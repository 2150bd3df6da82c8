// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.startup;

import io.keepalive.agent.ExitGuard;
import io.keepalive.agent.HeldMain;
import io.keepalive.agent.fault.MemoryExhaustion;
import io.keepalive.agent.text.FailureReason;
import io.keepalive.agent.thread.UnbrokenLoop;
import java.lang.instrument.Instrumentation;

/**
 * One start of the agent and its whole run, on the agent's thread. After a failure it ends only when the failure has
 * been reported or, after an OutOfMemoryError, when there is memory for another start. Uses no lambda, for the reason
 * in {@link Agent}.
 */
final class StartAttempt implements Runnable, UnbrokenLoop.Body {

    /** How often memory is checked for and reporting is tried, once a second. */
    private static final int MOST_TRIES = 300;

    /** The memory that a start takes, with a margin, in bytes. */
    private static final long START_BYTES = 8L << 20;

    private final String argument;
    private final Instrumentation instrumentation;
    private final ExitGuard exitGuard;
    private final HeldMain main;
    /** Null if the configuration has not been read yet. */
    private final Runnable startup;

    private boolean begun;
    private boolean needsRetry;
    private int tries;
    private Throwable failure;

    /** @param startup null if the configuration has not been read yet */
    StartAttempt(
            String argument, Instrumentation instrumentation, ExitGuard exitGuard, HeldMain main, Runnable startup) {
        this.argument = argument;
        this.instrumentation = instrumentation;
        this.exitGuard = exitGuard;
        this.main = main;
        this.startup = startup;
    }

    @Override
    public void run() {
        UnbrokenLoop.run(this);
    }

    @Override
    public boolean runOnce() {
        if (begun) {
            end();
        } else {
            begun = true;
            begin();
        }
        return false;
    }

    private void begin() {
        Runnable run = startup != null ? startup : Startup.besideMain(argument, instrumentation, exitGuard, main);
        run.run();
    }

    /** Releases main and the JVM's exit, because the failure may be reported much later. */
    @Override
    public void failed(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
        main.release();
        exitGuard.release();
    }

    /** Throws if it is to be tried again in a second. */
    private void end() {
        tries++;
        if (tries < MOST_TRIES && isOutOfMemory()) {
            needsRetry = MemoryExhaustion.hasFreeHeap(START_BYTES);
            if (!needsRetry) {
                throw new IllegalStateException("there is still no memory");
            }
        } else if (tries <= MOST_TRIES) {
            Agent.printError(
                    "agent disabled: it failed, the application runs without it: "
                            + (failure == null ? "out of memory" : FailureReason.of(failure)),
                    instrumentation);
        }
    }

    /** No recorded failure means that there was no memory to record it. */
    private boolean isOutOfMemory() {
        return failure == null || MemoryExhaustion.isCauseOf(failure);
    }

    /** Whether it failed for lack of memory and there is enough now. Its classes may be unusable, so a new loader starts. */
    boolean needsRetry() {
        return needsRetry;
    }
}
