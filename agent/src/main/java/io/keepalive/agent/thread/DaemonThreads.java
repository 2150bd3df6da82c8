// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.thread;

import io.keepalive.agent.proc.ClientOnStandardError;
import io.keepalive.agent.text.FailureReason;
import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Creates, finds and awaits the agent's own threads, which keep no reference to the application.
 *
 * <p>A thread is created without the access context of its creator, which it would inherit: the context of premain,
 * limited by what the application's policy grants the agent's jar, or the context of an application thread that uses
 * the MBean. A security manager that the application installs later would deny the thread whatever that context is not
 * granted. The context that remains is the agent's own protection domain, which has all permissions, and that of the
 * code which the work calls.
 */
public final class DaemonThreads implements PrivilegedAction<Thread>, Thread.UncaughtExceptionHandler {

    private final String name;
    private final Runnable work;

    private DaemonThreads(String name, Runnable work) {
        this.name = name;
        this.work = work;
    }

    /**
     * Creates a daemon thread, which never keeps the JVM alive. It belongs to the system thread group, because the
     * application may destroy its own group, and has no context class loader, which would be pinned in a server that
     * redeploys.
     *
     * @param name shown in thread dumps
     * @param work what the thread runs
     * @return the thread, not started
     * @throws SecurityException where the work is not a class of the agent: other code must not run with the agent's
     *     rights
     */
    public static Thread create(String name, Runnable work) {
        if (work.getClass().getClassLoader() != DaemonThreads.class.getClassLoader()) {
            throw new SecurityException("a thread of the agent runs the agent's own classes only");
        }
        return AccessController.doPrivileged(new DaemonThreads(name, work));
    }

    /** Creates the thread with the agent's rights. */
    @Override
    public Thread run() {
        Thread thread = new Thread(systemGroup(), work, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.setUncaughtExceptionHandler(this);
        return thread;
    }

    /**
     * Reports the end of the thread. Without this handler the application's default handler would get an exception that
     * is not the application's, and such handlers may end the JVM.
     */
    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        if (!ClientOnStandardError.isPresent()) {
            System.err.println("[keepalive] the agent's thread '" + name + "' has ended: " + FailureReason.of(failure));
        }
    }

    /** A running thread of this name, of any agent in this JVM; null where there is none. */
    public static Thread find(String name) {
        ThreadGroup system = systemGroup();
        Thread[] threads = new Thread[2 * system.activeCount() + 8];
        int found = system.enumerate(threads, false);
        for (int i = 0; i < found; i++) {
            if (threads[i].getName().equals(name)) {
                return threads[i];
            }
        }
        return null;
    }

    /**
     * Waits for the end of a thread, up to a limit. Replaces {@link Thread#join(long)}, which uses the wall clock
     * before Java 14 and waits two hours longer where that clock is set back by two hours.
     *
     * <p>An interrupt does not shorten the wait; the interrupt flag is set again afterwards.
     *
     * @return whether the thread has ended
     */
    public static boolean awaitTermination(Thread thread, long millis) {
        boolean interrupted = false;
        long end = System.nanoTime() + millis * 1_000_000;
        synchronized (thread) {
            for (long left = millis; left > 0 && thread.isAlive(); left = leftMillis(end)) {
                try {
                    thread.wait(left);
                } catch (InterruptedException ignored) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private static long leftMillis(long endNanos) {
        return (endNanos - System.nanoTime() + 999_999) / 1_000_000;
    }

    private static ThreadGroup systemGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
