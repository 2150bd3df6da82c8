package io.keepalive.agent.runtime;

import io.keepalive.agent.config.StartOrder;
import io.keepalive.agent.event.agent.MainStart;
import java.util.List;

/**
 * The application's main thread while the JVM runs premain. It waits until the agent's thread releases it, and at most
 * {@link StartOrder#LONGEST_WAIT_MILLIS}. Main holds no lock while it waits here, so the agent's thread cannot be
 * blocked by it.
 */
public final class HeldMain {

    private final boolean started;
    private final long limitMillis;
    private final long sinceNanos = System.nanoTime();
    private boolean released;
    private boolean timedOut;
    private long waitedMillis;

    private HeldMain(boolean started, boolean released, long limitMillis) {
        this.started = started;
        this.released = released;
        this.limitMillis = limitMillis;
    }

    /** Main waits from now on. */
    public static HeldMain held() {
        return held(StartOrder.LONGEST_WAIT_MILLIS);
    }

    /** @param limitMillis the longest wait */
    static HeldMain held(long limitMillis) {
        return new HeldMain(false, false, limitMillis);
    }

    /** Main does not wait. */
    public static HeldMain free() {
        return new HeldMain(false, true, 0);
    }

    /** Main is running: the agent was attached. */
    public static HeldMain running() {
        return new HeldMain(true, true, 0);
    }

    /**
     * Waits, on main's thread, until it is released. An interrupt does not shorten the wait and is restored after it.
     *
     * @return false if the longest wait has passed
     */
    public synchronized boolean await() {
        boolean interrupted = false;
        for (long left = leftMillis(); !released && left > 0; left = leftMillis()) {
            try {
                wait(left);
            } catch (InterruptedException restoredBelow) {
                interrupted = true;
            }
        }
        if (!released) {
            timedOut = true;
            releaseMain();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !timedOut;
    }

    private long leftMillis() {
        return limitMillis - passedMillis();
    }

    private long passedMillis() {
        return (System.nanoTime() - sinceNanos) / 1_000_000;
    }

    private void releaseMain() {
        if (!released) {
            released = true;
            waitedMillis = passedMillis();
            notifyAll();
        }
    }

    /** Whether main waits, or is about to. */
    public synchronized boolean isHeld() {
        return !released;
    }

    /** Lets main continue. May be called more than once. */
    public synchronized void release() {
        releaseMain();
    }

    /**
     * Lets main continue, because the hooks are live.
     *
     * @param reasons why it had to wait, in words for people
     * @return whether and how long it waited
     */
    MainStart hooksAreLive(List<String> reasons) {
        boolean wasHeld = releaseIfHeld();
        if (started) {
            return MainStart.alreadyRunning();
        }
        if (timedOut) {
            return MainStart.timedOut(waitedMillis, reasons);
        }
        return wasHeld ? MainStart.heldUntilLive(waitedMillis, reasons) : MainStart.notHeld(waitedMillis);
    }

    /** A method of its own, because main waits for this lock: no class is loaded while it is held. */
    private synchronized boolean releaseIfHeld() {
        boolean wasHeld = !released;
        releaseMain();
        return wasHeld;
    }
}
