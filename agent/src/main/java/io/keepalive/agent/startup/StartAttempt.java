package io.keepalive.agent.startup;

import io.keepalive.agent.fault.MemoryExhaustion;
import io.keepalive.agent.runtime.HeldMain;
import io.keepalive.agent.text.FailureReason;
import io.keepalive.agent.thread.UnbrokenLoop;
import java.lang.instrument.Instrumentation;

/**
 * One start of the agent and all that follows, on its own thread. Where it fails, this is over only when that has been
 * told; or, where memory had run out, when there is some again, so that another may start. Without a lambda, as
 * {@link Agent}.
 */
final class StartAttempt implements Runnable, UnbrokenLoop.Body {

    /** So often it is looked whether there is memory again, and tried to tell, a second apart. */
    private static final int MOST_TRIES = 300;

    /** What a start takes, and some more, in bytes. */
    private static final long ENOUGH = 8L << 20;

    private final String argument;
    private final Instrumentation instrumentation;
    private final StartupExitGuard lastWord;
    private final HeldMain main;
    /** Null where the configuration is still to be read. */
    private final Runnable startup;

    private boolean begun;
    private boolean isForAnother;
    private int tries;
    private Throwable failure;

    /** @param startup null where the configuration is still to be read */
    StartAttempt(
            String argument,
            Instrumentation instrumentation,
            StartupExitGuard lastWord,
            HeldMain main,
            Runnable startup) {
        this.argument = argument;
        this.instrumentation = instrumentation;
        this.lastWord = lastWord;
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
        Runnable life = startup != null ? startup : Startup.besideMain(argument, instrumentation, lastWord, main);
        life.run();
    }

    /** Main and the JVM's end wait no longer for what comes later now. */
    @Override
    public void failed(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
        main.letGo();
        lastWord.isSaid();
    }

    /** Throws where it is to be tried again in a second. */
    private void end() {
        tries++;
        if (tries < MOST_TRIES && hadNoMemory()) {
            isForAnother = MemoryExhaustion.hasFreeHeap(ENOUGH);
            if (!isForAnother) {
                throw new IllegalStateException("there is still no memory");
            }
        } else if (tries <= MOST_TRIES) {
            Agent.complain(
                    "agent disabled: it failed, and the application runs without it: "
                            + (failure == null ? "no memory" : FailureReason.of(failure)),
                    instrumentation);
        }
    }

    /** There may not even have been enough to be told of the failure. */
    private boolean hadNoMemory() {
        return failure == null || MemoryExhaustion.isCauseOf(failure);
    }

    /** Whether this one has failed for want of memory, and there is some again: its classes may be spoilt. */
    boolean isForAnother() {
        return isForAnother;
    }
}
