package io.keepalive.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/**
 * Where the JVM enters the agent. Does as little as possible, since it runs in the application's class loader and on
 * its main thread, and lets nothing through: the application starts whatever happens to the agent.
 *
 * <p>There is one of this class in a JVM, from the first jar of the agent that was loaded, however many are loaded later.
 */
public final class KeepaliveAgent implements Runnable {

    /** {@code io.keepalive.agent.attach.protocol.MessageFile.ARGUMENT}, which is in another class loader. */
    private static final String COMMAND = "command:";

    /** For what takes milliseconds, so that main goes on whatever happens to it. */
    private static final long PATIENCE_MILLIS = 1_000;

    /** Of an argument that is told again, in characters. */
    private static final int LONGEST = 1_000;

    private static final String MODULE = "io.keepalive.agent.module.AgentModule";

    private static final int MOST_STARTS_ANEW = 10;

    private static final AtomicInteger STARTED_ANEW = new AtomicInteger();

    /** The loader of the agent that is in this JVM, or null: it takes itself out when the agent is gone. */
    static final AtomicReference<AgentClassLoader> PRESENT = new AtomicReference<>();

    private final Instrumentation instrumentation;
    private final AgentClassLoader loader;

    private KeepaliveAgent(Instrumentation instrumentation, AgentClassLoader loader) {
        this.instrumentation = instrumentation;
        this.loader = loader;
    }

    /**
     * Called by the JVM before the application's main, for {@code -javaagent:JAR=ARGUMENT}.
     *
     * @param argument {@code [PATH][,key=value]...}, or null
     */
    public static void premain(String argument, Instrumentation instrumentation) {
        start("start", argument, instrumentation);
    }

    /**
     * Called by the JVM when the agent is loaded into it while it runs, to start or with a command for the one that runs.
     *
     * @param argument as for premain, or the command line's
     */
    public static void agentmain(String argument, Instrumentation instrumentation) {
        if (argument != null && argument.startsWith(COMMAND)) {
            obey(argument.substring(COMMAND.length()), instrumentation);
        } else {
            start("attach", argument, instrumentation);
        }
    }

    /**
     * In the place of one that has failed for want of memory; so often at most.
     *
     * @param failed the loader of that one, which is closed
     */
    static void startAnother(AgentClassLoader failed, String argument, Instrumentation instrumentation) {
        PRESENT.compareAndSet(failed, null);
        if (STARTED_ANEW.incrementAndGet() <= MOST_STARTS_ANEW) {
            start("attach", argument, instrumentation);
        } else {
            complain(
                    "agent disabled: memory has run out at each of " + MOST_STARTS_ANEW
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
                complain(
                        "the agent is in this JVM already: loading it again, with "
                                + (argument == null ? "no argument" : "'" + beginningOf(argument) + "'")
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

    /** Of a text that may be of any length, as much as anybody reads. */
    private static String beginningOf(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private static void obey(String address, Instrumentation instrumentation) {
        try {
            agentIn(presentOrVisiting(instrumentation))
                    .getMethod("execute", String.class, String.class, Instrumentation.class)
                    .invoke(null, address, version(), instrumentation);
        } catch (Throwable failure) {
            Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
            complain(
                    "a command has failed, the application is not affected: " + cause + grant(cause),
                    PRESENT.get(),
                    instrumentation);
        }
    }

    /** The agent that is here, or one that comes for as long as it takes to answer. */
    private static AgentClassLoader presentOrVisiting(Instrumentation instrumentation) throws IOException {
        AgentClassLoader present = PRESENT.get();
        while (present == null) {
            AgentClassLoader visitor = newLoader(instrumentation);
            present = PRESENT.compareAndSet(null, visitor) ? visitor : PRESENT.get();
        }
        return present;
    }

    /**
     * One whose classes are in a module that is closed to everybody else, where this Java has modules and lets the agent
     * make one: by another thread, for it takes classes of the JDK that the main thread is to load when it wants them.
     */
    private static AgentClassLoader newLoader(Instrumentation instrumentation) throws IOException {
        AgentClassLoader loader = new AgentClassLoader(jar());
        if (!System.getProperty("java.specification.version").startsWith("1.")) {
            try {
                Thread thread = new Thread(new KeepaliveAgent(instrumentation, loader), "keepalive-module");
                thread.setDaemon(true);
                thread.start();
                awaitEnd(thread);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return loader;
    }

    /** As Thread.join, which before Java 14 goes by the machine's clock: that may be set back while main is held up here. */
    private static void awaitEnd(Thread thread) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        synchronized (thread) {
            for (long left = PATIENCE_MILLIS;
                    left > 0 && thread.isAlive();
                    left = (end - System.nanoTime()) / 1_000_000) {
                thread.wait(left);
            }
        }
    }

    /**
     * Makes the module, by a class loader that is forgotten at once: what is opened to that one is open to nobody who is
     * left. Where this JDK lets no agent do so, the classes are in no module, and open as all such classes are.
     */
    @Override
    @SuppressWarnings("unchecked")
    public void run() {
        try {
            Object module = loader.another().loadClass(MODULE).getConstructor().newInstance();
            ((BiConsumer<Instrumentation, ClassLoader>) module).accept(instrumentation, loader);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError notInThisJdk) {
            // The agent works all the same.
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
        complain(
                "agent disabled: it could not start, and the application runs without it: " + failure + grant(failure),
                loader,
                instrumentation);
        PRESENT.compareAndSet(loader, null);
    }

    /** What an operator has to add where a security manager is there already. */
    private static String grant(Throwable failure) {
        return failure instanceof SecurityException
                ? "; a policy lets it run by: grant codeBase \"file:/PATH/TO/keepalive-agent.jar\""
                        + " { permission java.security.AllPermission; };"
                : "";
    }

    /** By the agent's own classes, which know whether standard error is a client's connection, as far as they can be had. */
    private static void complain(String what, AgentClassLoader loader, Instrumentation instrumentation) {
        try {
            agentIn(loader)
                    .getMethod("printError", String.class, Instrumentation.class)
                    .invoke(null, what, instrumentation);
        } catch (Throwable unreachable) {
            System.err.println("[keepalive] " + what);
        }
    }
}
