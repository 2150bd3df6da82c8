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

    private final Instrumentation instrumentation;
    private final AgentClassLoader loader;

    private KeepaliveAgent(Instrumentation instrumentation, AgentClassLoader loader) {
        this.instrumentation = instrumentation;
        this.loader = loader;
    }

    /**
     * Called by the JVM before the application's main method, for {@code -javaagent:JAR=ARGUMENT}.
     *
     * @param argument {@code [PATH][,key=value]...}, or null
     */
    public static void premain(String argument, Instrumentation instrumentation) {
        start("start", argument, instrumentation);
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
            start("attach", argument, instrumentation);
        }
    }

    /**
     * Starts an agent in place of one that has failed for lack of memory, up to {@value #MAX_RESTARTS} times.
     *
     * @param failed the loader of the failed agent, which is closed
     */
    static void startAnother(AgentClassLoader failed, String argument, Instrumentation instrumentation) {
        PRESENT.compareAndSet(failed, null);
        if (RESTARTS.incrementAndGet() <= MAX_RESTARTS) {
            start("attach", argument, instrumentation);
        } else {
            print(
                    "agent disabled: memory has run out at each of " + MAX_RESTARTS
                            + " starts, and the application runs without it",
                    null,
                    instrumentation);
        }
    }

    private static void start(String entry, String argument, Instrumentation instrumentation) {
        AgentClassLoader loader = null;
        try {
            if (JdkTool.isRunning()) {
                return;
            }
            loader = newLoader(instrumentation);
            if (PRESENT.compareAndSet(null, loader)) {
                agentIn(loader)
                        .getMethod(entry, String.class, Instrumentation.class)
                        .invoke(null, argument, instrumentation);
            } else {
                loader.close();
                print(
                        "the agent is in this JVM already: loading it again, with "
                                + (argument == null ? "no argument" : "'" + truncate(argument) + "'")
                                + ", changes nothing",
                        PRESENT.get(),
                        instrumentation);
            }
        } catch (InvocationTargetException failure) {
            disabledBy(failure.getCause(), loader, instrumentation);
        } catch (Throwable failure) {
            disabledBy(failure, loader, instrumentation);
        }
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
            Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
            print(
                    "a command has failed, the application is not affected: " + cause + policyHint(cause),
                    PRESENT.get(),
                    instrumentation);
        }
    }

    /** The running agent, or a temporary one that only answers this command. */
    private static AgentClassLoader presentOrTemporary(Instrumentation instrumentation) throws IOException {
        AgentClassLoader present = PRESENT.get();
        while (present == null) {
            AgentClassLoader temporary = newLoader(instrumentation);
            present = PRESENT.compareAndSet(null, temporary) ? temporary : PRESENT.get();
        }
        return present;
    }

    /**
     * A loader whose classes are in a module that is closed to all other code, where this Java has modules and lets the
     * agent create one. Another thread does that work, because it loads JDK classes that the main thread must load at a
     * time of its own choice.
     */
    private static AgentClassLoader newLoader(Instrumentation instrumentation) throws IOException {
        AgentClassLoader loader = new AgentClassLoader(jar());
        if (!System.getProperty("java.specification.version").startsWith("1.")) {
            try {
                Thread thread = new Thread(new KeepaliveAgent(instrumentation, loader), "keepalive-module");
                thread.setDaemon(true);
                thread.start();
                awaitTermination(thread);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return loader;
    }

    /**
     * Replaces Thread.join, which uses the wall clock before Java 14: that clock may be set back while main waits here.
     */
    private static void awaitTermination(Thread thread) throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000;
        synchronized (thread) {
            for (long left = TIMEOUT_MILLIS;
                    left > 0 && thread.isAlive();
                    left = (end - System.nanoTime()) / 1_000_000) {
                thread.wait(left);
            }
        }
    }

    /**
     * Creates the module through a class loader that nothing refers to afterwards, so that what is opened to that
     * loader is not open to any code that remains. Where this JDK does not let an agent create a module, the classes
     * are in none and as open as all such classes are.
     */
    @Override
    @SuppressWarnings("unchecked")
    public void run() {
        try {
            Object module = loader.another().loadClass(MODULE).getConstructor().newInstance();
            ((BiConsumer<Instrumentation, ClassLoader>) module).accept(instrumentation, loader);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError notInThisJdk) {
            // The agent works without the module.
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
        print(
                "agent disabled: it could not start, and the application runs without it: " + failure
                        + policyHint(failure),
                loader,
                instrumentation);
        PRESENT.compareAndSet(loader, null);
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
    private static void print(String what, AgentClassLoader loader, Instrumentation instrumentation) {
        try {
            agentIn(loader)
                    .getMethod("printError", String.class, Instrumentation.class)
                    .invoke(null, what, instrumentation);
        } catch (Throwable unreachable) {
            System.err.println("[keepalive] " + what);
        }
    }
}
