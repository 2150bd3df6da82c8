package io.keepalive.agent.runtime;

import io.keepalive.agent.config.StartOrder;
import io.keepalive.agent.event.agent.MainStart;
import java.util.List;

/**
 * The application's main while the JVM holds it in premain: it goes on as soon as the agent's thread says that it may,
 * and after {@link StartOrder#LONGEST_WAIT_MILLIS} whatever the agent does. Main holds no lock while it waits here, so
 * there is nothing of it that the agent's thread could wait for.
 */
public final class HeldMain {

    private final boolean started;
    private final long limitMillis;
    private final long sinceNanos = System.nanoTime();
    private boolean gone;
    private boolean outOfPatience;
    private long waitedMillis;

    private HeldMain(boolean started, boolean gone, long limitMillis) {
        this.started = started;
        this.gone = gone;
        this.limitMillis = limitMillis;
    }

    /** It is held from now on. */
    public static HeldMain held() {
        return held(StartOrder.LONGEST_WAIT_MILLIS);
    }

    /** @param limitMillis the longest that it waits */
    static HeldMain held(long limitMillis) {
        return new HeldMain(false, false, limitMillis);
    }

    /** Nothing can make it wait. */
    public static HeldMain free() {
        return new HeldMain(false, true, 0);
    }

    /** It runs already, since the agent comes late. */
    public static HeldMain running() {
        return new HeldMain(true, true, 0);
    }

    /**
     * Waits, on main's thread, until it may go on. An interrupt shortens nothing, and is there afterwards.
     *
     * @return false where it has waited as long as it may
     */
    public synchronized boolean await() {
        boolean interrupted = false;
        for (long left = leftMillis(); !gone && left > 0; left = leftMillis()) {
            try {
                wait(left);
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (!gone) {
            outOfPatience = true;
            go();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !outOfPatience;
    }

    private long leftMillis() {
        return limitMillis - passedMillis();
    }

    private long passedMillis() {
        return (System.nanoTime() - sinceNanos) / 1_000_000;
    }

    private void go() {
        if (!gone) {
            gone = true;
            waitedMillis = passedMillis();
            notifyAll();
        }
    }

    /** Whether it waits, or is about to. */
    public synchronized boolean isHeld() {
        return !gone;
    }

    /** There is nothing that it should wait for. May be called more than once. */
    public synchronized void letGo() {
        go();
    }

    /**
     * What it may have been waiting for is there.
     *
     * @param why it was to wait, in words for people
     * @return how it went on
     */
    MainStart hooksAreLive(List<String> why) {
        boolean wasHeld = letGoNow();
        if (started) {
            return MainStart.alreadyRunning();
        }
        if (outOfPatience) {
            return MainStart.timedOut(waitedMillis, why);
        }
        return wasHeld ? MainStart.heldUntilLive(waitedMillis, why) : MainStart.notHeld(waitedMillis);
    }

    /** By itself, for main waits for this lock: nothing that takes time, such as the loading of a class, happens in it. */
    private synchronized boolean letGoNow() {
        boolean wasHeld = !gone;
        go();
        return wasHeld;
    }
}
