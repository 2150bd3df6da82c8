// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import java.lang.instrument.Instrumentation;

/**
 * The entry point of the JVM. Does as little as possible, because it runs in the application's class loader and on its
 * main thread. Lets no exception escape: the application starts whatever happens to the agent. Its methods name only types
 * that main may load, since the JVM loads the types of all of them to find {@code premain}.
 *
 * <p>A JVM has one class of this name, from the first jar of the agent that was loaded, however many are loaded later.
 */
public final class KeepaliveAgent implements Runnable {

    /**
     * The value of {@code io.keepalive.agent.attach.protocol.MessageFile.ARGUMENT}, which is in another class loader.
     */
    private static final String COMMAND = "command:";

    /** The limit for a start on which the caller depends, and which gives up reading its file after a few seconds. */
    static final long START_MILLIS = 30_000;

    /** How often a start is tried while there is no memory: for five minutes. */
    private static final int MOST_TRIES = 300;

    private static final long PAUSE_NANOS = 1_000_000_000;

    /** JvmtiEventController::vm_death. */
    private static final int FIRST_WHERE_EXIT_AWAITS_PREMAIN = 26;

    /** Guards the following fields. Held for moments only. */
    private static final Object STATE = new Object();

    /** Whether this JVM has an agent, or one is starting. */
    private static boolean claimed;

    private static boolean starting;

    /** Without memory, the JVM may be unable to resolve the class that a handler names, unless one has been used. */
    static {
        try {
            throw new IllegalStateException("warm-up");
        } catch (Throwable caught) {
            starting = false;
        }
    }

    private final String argument;
    private final Instrumentation instrumentation;
    private final ExitGuard exitGuard;
    private final HeldMain main;

    /**
     * The work of the thread that starts the agent before main.
     *
     * @param exitGuard null if the exit need not wait
     * @param main null if main need not wait
     */
    private KeepaliveAgent(String argument, Instrumentation instrumentation, ExitGuard exitGuard, HeldMain main) {
        this.argument = argument;
        this.instrumentation = instrumentation;
        this.exitGuard = exitGuard;
        this.main = main;
    }

    /**
     * Called by the JVM before the application's main method, for {@code -javaagent:JAR=ARGUMENT}. Another thread starts
     * the agent, because main need not wait until its classes are loaded.
     *
     * @param argument {@code [PATH][,key=value]...}, or null
     */
    public static void premain(String argument, Instrumentation instrumentation) {
        try {
            if (claim()) {
                startBeforeMain(argument, instrumentation);
            } else {
                AgentStart.reportPresence(argument, instrumentation);
            }
        } catch (Throwable failure) {
            AgentStart.disabledBy(failure, instrumentation);
        }
    }

    private static void startBeforeMain(String argument, Instrumentation instrumentation) {
        ExitGuard exitGuard = ExternalSettings.areEmpty(argument) ? null : ExitGuard.install();
        HeldMain main = ExternalSettings.couldHoldMain(argument) ? HeldMain.held() : null;
        HeldMainExit mainExit = main != null && exitAwaitsPremain() ? HeldMainExit.register(main) : null;
        KeepaliveAgent start = new KeepaliveAgent(argument, instrumentation, exitGuard, main);
        try {
            start.startBesideMain();
        } finally {
            if (mainExit != null) {
                mainExit.remove();
            }
        }
    }

    /** Starts the agent's threads, and waits where main is held. */
    private void startBesideMain() {
        try {
            newThread("keepalive-start", this).start();
        } catch (Throwable noThread) {
            release();
            throw noThread;
        }
        if (main != null && !ExternalSettings.couldHoldMainWithoutFile(argument)) {
            scan();
        }
        if (ExternalSettings.value("fail-fast", argument) != null) {
            awaitStart(START_MILLIS);
        }
        if (main != null) {
            main.await();
        }
    }

    private static boolean exitAwaitsPremain() {
        String version = System.getProperty("java.specification.version", "8");
        return !version.startsWith("1.") && Integer.parseInt(version) >= FIRST_WHERE_EXIT_AWAITS_PREMAIN;
    }

    /** Without a thread for it, main waits until the file has been read. */
    private void scan() {
        try {
            newThread("keepalive-scan", new StartKeysScan(ExternalSettings.file(argument), main))
                    .start();
        } catch (OutOfMemoryError noThread) {
            return;
        }
    }

    private void release() {
        if (exitGuard != null) {
            exitGuard.release();
        }
        if (main != null) {
            main.release();
        }
    }

    /**
     * Starts the agent before main. While there is no memory, tries again each second: the application may have filled the
     * heap meanwhile.
     */
    @Override
    public void run() {
        for (int tries = 1; tries <= MOST_TRIES && !isDone(tries); tries++) {
            pause();
        }
    }

    /** Returns false where it has failed for lack of memory; then main and the exit do not wait. */
    private boolean isDone(int tries) {
        try {
            start();
            return true;
        } catch (Throwable failure) {
            return isHandled(failure, tries);
        }
    }

    private void start() throws Exception {
        Runnable late = AgentStart.beforeMain(argument, instrumentation, exitGuard, main);
        started();
        if (late != null) {
            runLate(late);
        }
    }

    /** It reports only: where it fails, the agent goes on. */
    private static void runLate(Runnable late) {
        try {
            late.run();
        } catch (Throwable unreported) {
            return;
        }
    }

    private boolean isHandled(Throwable failure, int tries) {
        try {
            release();
            started();
            if (isOutOfMemory(failure) && tries < MOST_TRIES) {
                AgentStart.abandon();
                return false;
            }
            AgentStart.disabledBy(failure, instrumentation);
            return true;
        } catch (Throwable noMemory) {
            return false;
        }
    }

    private static boolean isOutOfMemory(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof OutOfMemoryError)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private synchronized void pause() {
        isInterruptedWait(this, System.nanoTime() + PAUSE_NANOS);
    }

    /**
     * Called by the JVM when the agent is loaded into it at run time, to start, or with a command for the running
     * agent.
     *
     * @param argument as for premain, or that of the command line
     */
    public static void agentmain(String argument, Instrumentation instrumentation) {
        if (argument != null && argument.startsWith(COMMAND)) {
            AgentStart.execute(argument.substring(COMMAND.length()), instrumentation);
        } else {
            AgentStart.attach(argument, instrumentation);
        }
    }

    /** Claims the place of the one agent of this JVM. Then {@link #started} must follow. */
    static boolean claim() {
        synchronized (STATE) {
            boolean isFree = !claimed;
            claimed = true;
            starting |= isFree;
            return isFree;
        }
    }

    /** The agent has started, or cannot start. */
    static void started() {
        synchronized (STATE) {
            starting = false;
            STATE.notifyAll();
        }
    }

    /** Another agent may start. */
    static void giveUpClaim() {
        synchronized (STATE) {
            claimed = false;
        }
    }

    /**
     * Waits until no thread starts the agent, up to a limit. An interrupt does not shorten the wait and is restored after
     * it.
     *
     * @return false if the time has passed
     */
    static boolean awaitStart(long millis) {
        boolean interrupted = false;
        long end = System.nanoTime() + millis * 1_000_000;
        synchronized (STATE) {
            while (starting && System.nanoTime() < end) {
                interrupted |= isInterruptedWait(STATE, end);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return !starting;
        }
    }

    /**
     * Waits for a notification, or until the end. Replaces Thread.join, which uses the wall clock before Java 14: that
     * clock may be set back meanwhile.
     *
     * @return whether this thread was interrupted, which is cleared
     */
    static boolean isInterruptedWait(Object lock, long endNanos) {
        try {
            lock.wait(Math.max(1, (endNanos - System.nanoTime()) / 1_000_000));
            return false;
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    /** A daemon thread of the system's group, because the application may destroy its own. */
    static Thread newThread(String name, Runnable work) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread thread = new Thread(group, work, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
