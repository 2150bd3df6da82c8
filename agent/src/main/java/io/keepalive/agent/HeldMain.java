// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

/**
 * The application's main thread while the JVM runs premain. It waits until the agent's thread releases it, and at most
 * {@link #LONGEST_WAIT_MILLIS}. Main holds no lock while it waits here, so the agent's thread cannot be
 * blocked by it.
 */
public final class HeldMain {

    /** The longest time that main waits, in milliseconds. Then the application starts whatever state the agent is in. */
    public static final int LONGEST_WAIT_MILLIS = 2_000;

    private final boolean started;
    private final long limitMillis;
    private final long sinceNanos = System.nanoTime();
    private boolean released;
    private boolean timedOut;
    private boolean left;
    private long waitedMillis;

    private HeldMain(boolean started, boolean released, long limitMillis) {
        this.started = started;
        this.released = released;
        this.limitMillis = limitMillis;
    }

    /** Main waits from now on. */
    public static HeldMain held() {
        return held(LONGEST_WAIT_MILLIS);
    }

    /** @param limitMillis the longest wait */
    public static HeldMain held(long limitMillis) {
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
        waitUntil(limitMillis);
        if (!released) {
            timedOut = true;
            releaseMain();
        }
        left = true;
        notifyAll();
        return !timedOut;
    }

    /**
     * Waits, on another thread, until main is about to leave {@link #await}. Main must have been released.
     *
     * @param millis the longest wait
     * @return whether it is
     */
    synchronized boolean awaitLeft(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long rest = millis; !left && rest > 0; rest = (end - System.nanoTime()) / 1_000_000) {
            wait(rest);
        }
        return left;
    }

    /**
     * Waits as main does, on another thread, and not to the end of the longest wait.
     *
     * @param millis how long before the end it returns
     * @return whether main was released in time
     */
    public synchronized boolean awaitReleaseBeforeEnd(long millis) {
        waitUntil(limitMillis - millis);
        return released && !timedOut;
    }

    private void waitUntil(long millis) {
        boolean interrupted = false;
        for (long left = millis - passedMillis(); !released && left > 0; left = millis - passedMillis()) {
            try {
                wait(left);
            } catch (InterruptedException restoredBelow) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
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

    /**
     * Lets main continue. May be called more than once.
     *
     * @return whether it waited until now
     */
    public synchronized boolean release() {
        boolean wasHeld = !released;
        releaseMain();
        return wasHeld;
    }

    /** Whether main was running before the agent started. */
    public boolean wasRunning() {
        return started;
    }

    /** Whether main has continued because the longest wait had passed. */
    public synchronized boolean isTimedOut() {
        return timedOut;
    }

    /** How long main has waited, once it is released. */
    public synchronized long waitedMillis() {
        return waitedMillis;
    }
}
