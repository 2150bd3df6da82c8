package io.keepalive.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

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

    /** The limit for a step that takes milliseconds, after which main continues. */
    private static final long TIMEOUT_MILLIS = 1_000;

    /** In characters, for an argument that is quoted in a message. */
    private static final int MAX_ARGUMENT_LENGTH = 1_000;

    private static final String MODULE = "io.keepalive.agent.module.AgentModule";

    private static final int MAX_RESTARTS = 10;

    private static final AtomicInteger RESTARTS = new AtomicInteger();

    /** The loader of the agent in this JVM, or null. The loader removes itself when the agent ends. */
    static final AtomicReference<AgentClassLoader> PRESENT = new AtomicReference<>();

    private final AgentClassLoader loader;
    private final String argument;
    private final Instrumentation instrumentation;
    private final ExitGuard exitGuard;
    /** Null if the module is all that this thread makes. */
    private final HeldMain main;

    private KeepaliveAgent(
            AgentClassLoader loader,
            String argument,
            Instrumentation instrumentation,
            ExitGuard exitGuard,
            HeldMain main) {
        this.loader = loader;
        this.argument = argument;
        this.instrumentation = instrumentation;
        this.exitGuard = exitGuard;
        this.main = main;
    }

    /**
     * Called by the JVM before the application's main method, for {@code -javaagent:JAR=ARGUMENT}.
     *
     * @param argument {@code [PATH][,key=value]...}, or null
     */
    public static void premain(String argument, Instrumentation instrumentation) {
        start(false, argument, instrumentation);
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
            start(true, argument, instrumentation);
        }
    }

    /**
     * Starts an agent in place of one that has failed for lack of memory, up to {@value #MAX_RESTARTS} times.
     *
     * @param failed the loader of the failed agent, which is closed
     */
    static void restart(AgentClassLoader failed, String argument, Instrumentation instrumentation) {
        PRESENT.compareAndSet(failed, null);
        if (RESTARTS.incrementAndGet() <= MAX_RESTARTS) {
            start(true, argument, instrumentation);
        } else {
            printError(
                    "agent disabled: memory ran out at each of " + MAX_RESTARTS
                            + " starts, and the application runs without it",
                    null,
                    instrumentation);
        }
    }

    private static void start(boolean isRunning, String argument, Instrumentation instrumentation) {
        AgentClassLoader loader = null;
        try {
            if (JdkTool.isRunning()) {
                return;
            }
            loader = new AgentClassLoader(jar());
            if (!PRESENT.compareAndSet(null, loader)) {
                loader.close();
                reportPresence(argument, instrumentation);
            } else if (isRunning) {
                makeModule(loader, instrumentation);
                awaitReady(loader);
                agentIn(loader)
                        .getMethod("attach", String.class, Instrumentation.class)
                        .invoke(null, argument, instrumentation);
            } else {
                startBeforeMain(loader, argument, instrumentation);
            }
        } catch (Throwable failure) {
            disabledBy(failure, loader, instrumentation);
        }
    }

    private static void reportPresence(String argument, Instrumentation instrumentation) {
        printError(
                "the agent is in this JVM already: loading it again, with "
                        + (argument == null ? "no argument" : "'" + truncate(argument) + "'") + ", changes nothing",
                PRESENT.get(),
                instrumentation);
    }

    /**
     * Starts the agent on another thread, since main need not wait until its classes are loaded. With {@code fail-fast}
     * it does, because only here the start can be refused.
     */
    private static void startBeforeMain(AgentClassLoader loader, String argument, Instrumentation instrumentation)
            throws ReflectiveOperationException {
        ExitGuard exitGuard = ExternalSettings.areEmpty(argument) ? ExitGuard.released() : ExitGuard.install();
        HeldMain main = ExternalSettings.couldHoldMain(argument) ? HeldMain.held() : HeldMain.free();
        KeepaliveAgent start = new KeepaliveAgent(loader, argument, instrumentation, exitGuard, main);
        try {
            if (ExternalSettings.value("fail-fast", argument) == null) {
                newThread("keepalive-start", start).start();
                scanForMain(argument, main);
            } else {
                makeModule(loader, instrumentation);
                awaitReady(loader);
                Runnable late = start.agent();
                if (late != null) {
                    newThread("keepalive-start", late).start();
                }
            }
        } catch (Throwable failure) {
            exitGuard.release();
            throw failure;
        }
        main.await();
    }

    /** Releases main where a file, and nothing else, can make it wait, and this file does not. */
    private static void scanForMain(String argument, HeldMain main) {
        if (main.isHeld() && !ExternalSettings.couldHoldMainWithoutFile(argument)) {
            newThread("keepalive-scan", new StartKeysScan(ExternalSettings.file(argument), main))
                    .start();
        }
    }

    /** Starts the agent's own thread, and returns what is left to do where main waits, or null. */
    private Runnable agent() throws ReflectiveOperationException {
        return (Runnable) agentIn(loader)
                .getMethod("start", String.class, Instrumentation.class, ExitGuard.class, HeldMain.class)
                .invoke(null, argument, instrumentation, exitGuard, main);
    }

    /** Truncates text of unlimited length. */
    private static String truncate(String text) {
        return text.length() <= MAX_ARGUMENT_LENGTH ? text : text.substring(0, MAX_ARGUMENT_LENGTH) + "...";
    }

    private static void execute(String address, Instrumentation instrumentation) {
        try {
            AgentClassLoader loader = presentOrTemporary(instrumentation);
            awaitReady(loader);
            agentIn(loader)
                    .getMethod("execute", String.class, String.class, Instrumentation.class)
                    .invoke(null, address, version(), instrumentation);
        } catch (Throwable failure) {
            Throwable cause = causeOf(failure);
            printError(
                    "a command has failed, the application is not affected: " + cause + policyHint(cause),
                    PRESENT.get(),
                    instrumentation);
        }
    }

    /** The running agent, or a temporary one that only answers this command. */
    private static AgentClassLoader presentOrTemporary(Instrumentation instrumentation) throws IOException {
        AgentClassLoader present = PRESENT.get();
        while (present == null) {
            AgentClassLoader temporary = new AgentClassLoader(jar());
            if (PRESENT.compareAndSet(null, temporary)) {
                makeModule(temporary, instrumentation);
            } else {
                temporary.close();
            }
            present = PRESENT.get();
        }
        return present;
    }

    /**
     * Makes the module of the loader's classes on another thread, because that loads JDK classes that the main thread
     * must load at a time of its own choice.
     */
    private static void makeModule(AgentClassLoader loader, Instrumentation instrumentation) {
        newThread("keepalive-start", new KeepaliveAgent(loader, null, instrumentation, null, null))
                .start();
    }

    /** A thread of the system's group, because the application may destroy its own. */
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

    /** Waits until the module of the loader's classes is made, or {@value #TIMEOUT_MILLIS} ms. */
    private static void awaitReady(AgentClassLoader loader) {
        try {
            loader.awaitReady(TIMEOUT_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes the module, and then starts the agent before main unless that is another thread's work. */
    @Override
    public void run() {
        try {
            closeModule();
            Runnable late = main == null ? null : agent();
            loader.ready();
            if (late != null) {
                late.run();
            }
        } catch (Throwable failure) {
            loader.ready();
            if (main != null) {
                main.release();
                exitGuard.release();
                disabledBy(failure, loader, instrumentation);
            }
        }
    }

    /**
     * Creates a module that is closed to all other code, where this Java has modules and lets the agent create one,
     * through a class loader that nothing refers to afterwards: what is opened to that loader is not open to any code
     * that remains. Otherwise the classes are in no module and as open as all such classes are.
     */
    @SuppressWarnings("unchecked")
    private void closeModule() {
        if (!System.getProperty("java.specification.version").startsWith("1.")) {
            try {
                Object module = loader.copy().loadClass(MODULE).getConstructor().newInstance();
                ((BiConsumer<Instrumentation, ClassLoader>) module).accept(instrumentation, loader);
            } catch (ReflectiveOperationException | RuntimeException | LinkageError notInThisJdk) {
                // The agent works without the module.
            }
        }
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

    private static void disabledBy(Throwable failure, AgentClassLoader loader, Instrumentation instrumentation) {
        Throwable cause = causeOf(failure);
        printError(
                "agent disabled: it could not start, and the application runs without it: " + cause + policyHint(cause),
                loader,
                instrumentation);
        PRESENT.compareAndSet(loader, null);
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
    private static void printError(String message, AgentClassLoader loader, Instrumentation instrumentation) {
        try {
            awaitReady(loader);
            agentIn(loader)
                    .getMethod("printError", String.class, Instrumentation.class)
                    .invoke(null, message, instrumentation);
        } catch (Throwable unreachable) {
            System.err.println("[keepalive] " + message);
        }
    }
}
