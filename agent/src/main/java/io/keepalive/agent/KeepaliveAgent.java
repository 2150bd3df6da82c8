package io.keepalive.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;

/**
 * The entry point of the JVM. Does as little as possible, because it runs in the application's class loader and on its
 * main thread. Lets no exception escape: the application starts whatever happens to the agent.
 *
 * <p>A JVM has one class of this name, from the first jar of the agent that was loaded, however many are loaded later.
 */
public final class KeepaliveAgent implements Runnable {

    /**
     * The value of {@code io.keepalive.agent.attach.protocol.MessageFile.ARGUMENT}, which is in another class loader.
     */
    private static final String COMMAND = "command:";

    /** The limit for a step that takes milliseconds, after which the caller continues. */
    private static final long TIMEOUT_MILLIS = 1_000;

    /** The limit for a start with {@code fail-fast=true}, which reads a file and gives up after a few seconds. */
    private static final long FAIL_FAST_MILLIS = 30_000;

    /** In characters, for an argument that is quoted in a message. */
    private static final int MAX_ARGUMENT_LENGTH = 1_000;

    private static final int MAX_RESTARTS = 10;

    /** Guards the following fields. Held for moments only. */
    private static final Object STATE = new Object();

    /** The loader of the agent in this JVM, or null. */
    private static AgentClassLoader present;

    /** Whether a thread makes that loader, or the agent in it. */
    private static boolean starting;

    private static int restarts;

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
                reportPresence(argument, instrumentation);
            }
        } catch (Throwable failure) {
            disabledBy(failure, instrumentation);
        }
    }

    private static void startBeforeMain(String argument, Instrumentation instrumentation) {
        ExitGuard exitGuard = ExternalSettings.areEmpty(argument) ? null : ExitGuard.install();
        HeldMain main = ExternalSettings.couldHoldMain(argument) ? HeldMain.held() : null;
        newThread("keepalive-start", new KeepaliveAgent(argument, instrumentation, exitGuard, main))
                .start();
        if (main != null && !ExternalSettings.couldHoldMainWithoutFile(argument)) {
            newThread("keepalive-scan", new StartKeysScan(ExternalSettings.file(argument), main))
                    .start();
        }
        if (ExternalSettings.value("fail-fast", argument) != null) {
            awaitStart(FAIL_FAST_MILLIS);
        }
        if (main != null) {
            main.await();
        }
    }

    /** Starts the agent before main. */
    @Override
    public void run() {
        try {
            Runnable late = JdkTool.isRunning() ? null : start();
            started();
            if (late != null) {
                late.run();
            }
        } catch (Throwable failure) {
            release();
            disabledBy(failure, instrumentation);
        } finally {
            started();
        }
    }

    /** Starts the agent's own thread, and returns what is left to do while main waits, or null. */
    private Runnable start() throws ReflectiveOperationException, IOException {
        AgentClassLoader loader = newLoader();
        new ClosedModule(loader, instrumentation).run();
        return (Runnable) agentIn(loader)
                .getMethod("start", String.class, Instrumentation.class, ExitGuard.class, HeldMain.class)
                .invoke(
                        null,
                        argument,
                        instrumentation,
                        exitGuard == null ? ExitGuard.released() : exitGuard,
                        main == null ? HeldMain.free() : main);
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
     * Called by the JVM when the agent is loaded into it at run time, to start, or with a command for the running
     * agent.
     *
     * @param argument as for premain, or that of the command line
     */
    public static void agentmain(String argument, Instrumentation instrumentation) {
        if (argument != null && argument.startsWith(COMMAND)) {
            execute(argument.substring(COMMAND.length()), instrumentation);
        } else {
            attach(argument, instrumentation);
        }
    }

    private static void attach(String argument, Instrumentation instrumentation) {
        try {
            if (JdkTool.isRunning()) {
                return;
            }
            if (claim()) {
                agentIn(closedLoader(instrumentation))
                        .getMethod("attach", String.class, Instrumentation.class)
                        .invoke(null, argument, instrumentation);
                started();
            } else {
                reportPresence(argument, instrumentation);
            }
        } catch (Throwable failure) {
            disabledBy(failure, instrumentation);
        }
    }

    /**
     * Starts an agent in place of one that has failed for lack of memory, up to {@value #MAX_RESTARTS} times.
     *
     * @param failed the loader of the failed agent, which is closed
     */
    static void restart(AgentClassLoader failed, String argument, Instrumentation instrumentation) {
        ended(failed);
        if (mayRestart()) {
            attach(argument, instrumentation);
        } else {
            printError(
                    "agent disabled: memory ran out at each of " + MAX_RESTARTS
                            + " starts, and the application runs without it",
                    instrumentation);
        }
    }

    private static boolean mayRestart() {
        synchronized (STATE) {
            restarts++;
            return restarts <= MAX_RESTARTS;
        }
    }

    private static void reportPresence(String argument, Instrumentation instrumentation) {
        awaitStart(TIMEOUT_MILLIS);
        printError(
                "the agent is in this JVM already: loading it again, with "
                        + (argument == null ? "no argument" : "'" + truncate(argument) + "'") + ", changes nothing",
                instrumentation);
    }

    /** Truncates text of unlimited length. */
    private static String truncate(String text) {
        return text.length() <= MAX_ARGUMENT_LENGTH ? text : text.substring(0, MAX_ARGUMENT_LENGTH) + "...";
    }

    private static void execute(String address, Instrumentation instrumentation) {
        try {
            agentIn(presentOrTemporary(instrumentation))
                    .getMethod("execute", String.class, String.class, Instrumentation.class)
                    .invoke(null, address, version(), instrumentation);
        } catch (Throwable failure) {
            Throwable cause = causeOf(failure);
            printError(
                    "a command has failed, the application is not affected: " + cause + policyHint(cause),
                    instrumentation);
        }
    }

    /** The running agent, or a temporary one that only answers this command. */
    private static AgentClassLoader presentOrTemporary(Instrumentation instrumentation) throws IOException {
        awaitStart(TIMEOUT_MILLIS);
        AgentClassLoader loader = present();
        if (loader != null) {
            return loader;
        }
        if (!claim()) {
            throw new IllegalStateException("the agent is still starting");
        }
        try {
            return closedLoader(instrumentation);
        } finally {
            started();
        }
    }

    /** Claims the place of the one agent of this JVM; then {@link #started} must follow. */
    private static boolean claim() {
        synchronized (STATE) {
            boolean isFree = present == null && !starting;
            starting |= isFree;
            return isFree;
        }
    }

    private static void started() {
        synchronized (STATE) {
            starting = false;
            STATE.notifyAll();
        }
    }

    /** Waits until no thread starts the agent, up to a limit. */
    private static void awaitStart(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        synchronized (STATE) {
            while (starting && waitUntil(end, STATE)) {
                // The state has changed, or nothing has happened.
            }
        }
    }

    private static void awaitTermination(Thread thread) {
        long end = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000;
        synchronized (thread) {
            while (thread.isAlive() && waitUntil(end, thread)) {
                // The thread has ended, or nothing has happened.
            }
        }
    }

    /**
     * Replaces Thread.join, which uses the wall clock before Java 14: that clock may be set back while main waits here.
     *
     * @return false if the time has passed or this thread is interrupted, which it stays
     */
    private static boolean waitUntil(long endNanos, Object lock) {
        long left = (endNanos - System.nanoTime()) / 1_000_000;
        try {
            if (left > 0) {
                lock.wait(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
        return left > 0;
    }

    private static AgentClassLoader present() {
        synchronized (STATE) {
            return present;
        }
    }

    private static AgentClassLoader newLoader() throws IOException {
        AgentClassLoader loader = new AgentClassLoader(jar());
        synchronized (STATE) {
            present = loader;
        }
        return loader;
    }

    /** Another agent may start in place of this one. */
    static void ended(AgentClassLoader loader) {
        synchronized (STATE) {
            if (present == loader) {
                present = null;
            }
        }
    }

    /** A new loader, with a module that another thread makes. */
    private static AgentClassLoader closedLoader(Instrumentation instrumentation) throws IOException {
        AgentClassLoader loader = newLoader();
        Thread thread = newThread("keepalive-start", new ClosedModule(loader, instrumentation));
        thread.start();
        awaitTermination(thread);
        return loader;
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

    private static String version() {
        return String.valueOf(KeepaliveAgent.class.getPackage().getImplementationVersion());
    }

    private static URL jar() {
        return KeepaliveAgent.class.getProtectionDomain().getCodeSource().getLocation();
    }

    private static Class<?> agentIn(AgentClassLoader loader) throws ClassNotFoundException {
        return Class.forName("io.keepalive.agent.startup.Agent", true, loader);
    }

    private static void disabledBy(Throwable failure, Instrumentation instrumentation) {
        started();
        Throwable cause = causeOf(failure);
        printError(
                "agent disabled: it could not start, and the application runs without it: " + cause + policyHint(cause),
                instrumentation);
        ended(present());
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof InvocationTargetException ? failure.getCause() : failure;
    }

    /** The policy entry that an operator has to add where a security manager is installed. */
    private static String policyHint(Throwable failure) {
        return failure instanceof SecurityException
                ? "; a policy lets it run by: grant codeBase \"file:/PATH/TO/keepalive-agent.jar\""
                        + " { permission java.security.AllPermission; };"
                : "";
    }

    /**
     * Prints through the agent's own classes as long as they can be loaded: they check whether standard error is a
     * client's connection.
     */
    private static void printError(String message, Instrumentation instrumentation) {
        try {
            agentIn(present())
                    .getMethod("printError", String.class, Instrumentation.class)
                    .invoke(null, message, instrumentation);
        } catch (Throwable unreachable) {
            System.err.println("[keepalive] " + message);
        }
    }
}
