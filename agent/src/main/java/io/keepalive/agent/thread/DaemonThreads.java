package io.keepalive.agent.thread;

import io.keepalive.agent.proc.ClientOnStandardError;
import io.keepalive.agent.text.FailureReason;
import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * A thread of the agent's own, tied to nothing of the application's.
 *
 * <p>Made without the access context of ignored asks for it, which each thread inherits: that of premain, and with it what
 * the application's policy says of the agent's jar, or that of an application's thread that uses the MBean. A security
 * manager that the application installs later would deny the thread whatever that context is not granted. What is left
 * is the agent's own domain, which has all permissions, and what the work itself calls.
 */
public final class DaemonThreads implements PrivilegedAction<Thread>, Thread.UncaughtExceptionHandler {

    private final String name;
    private final Runnable work;

    private DaemonThreads(String name, Runnable work) {
        this.name = name;
        this.work = work;
    }

    /**
     * A daemon, so that it never keeps the JVM alive; in the system's thread group, because the application may destroy
     * its own; without a context class loader, so that it pins none in a server that redeploys.
     *
     * @param name shown in thread dumps
     * @param work what it does until it ends
     * @return the thread, not started
     * @throws SecurityException where the work is none of the agent's own classes: nobody else's runs with its rights
     */
    public static Thread create(String name, Runnable work) {
        if (work.getClass().getClassLoader() != DaemonThreads.class.getClassLoader()) {
            throw new SecurityException("a thread of the agent's is for the agent's own work");
        }
        return AccessController.doPrivileged(new DaemonThreads(name, work));
    }

    /** Makes the thread, with the agent's rights. */
    @Override
    public Thread run() {
        Thread thread = new Thread(systemGroup(), work, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.setUncaughtExceptionHandler(this);
        return thread;
    }

    /**
     * Says that it has ended. Without this the application's handler for whatever it has not thought of would get what is
     * not the application's, and such handlers end JVMs.
     */
    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        if (!ClientOnStandardError.isPresent()) {
            System.err.println("[keepalive] the agent's thread '" + name + "' has ended: " + FailureReason.of(failure));
        }
    }

    /** A thread of this name that runs, of whichever agent in this JVM; null where there is none. */
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
     * Waits for its end, but no longer than this. As {@link Thread#join(long)}, which before Java 14 goes by the machine's
     * clock, and waits for two hours more where that is set back by two.
     *
     * <p>An interrupt shortens nothing, and is there afterwards.
     *
     * @return whether it has ended
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
