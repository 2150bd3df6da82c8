// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Starts the agent in its own class loader, and passes commands to it. Not on the main thread. */
final class AgentStart {

    private static final String ENTRY = "io.keepalive.agent.startup.JvmEntry";

    /** The limit for a step that takes milliseconds, after which the caller continues. */
    private static final long TIMEOUT_MILLIS = 1_000;

    /** In characters, for an argument that is quoted in a message. */
    private static final int MAX_ARGUMENT_LENGTH = 1_000;

    private static final int MAX_RESTARTS = 10;

    /** Limits the walk along the causes: some chains are circular. */
    private static final int MAX_CAUSES = 32;

    /** The loader of the agent in this JVM, or null. */
    private static AgentClassLoader present;

    private static int restarts;

    /** Whether this JVM has opened the jar before. */
    private static boolean opened;

    private AgentStart() {}

    /**
     * Starts the agent's own thread, unless this JVM runs a tool of the JDK.
     *
     * @param exitGuard null if the exit does not wait
     * @param main null if main does not wait
     * @return what is left to do while main waits, or null
     */
    static Runnable beforeMain(String argument, Instrumentation instrumentation, ExitGuard exitGuard, HeldMain main)
            throws ReflectiveOperationException, IOException {
        ExitGuard guard = exitGuard == null ? ExitGuard.released() : exitGuard;
        HeldMain held = main == null ? HeldMain.free() : main;
        if (JdkTool.isRunning()) {
            guard.release();
            held.release();
            KeepaliveAgent.giveUpClaim();
            return null;
        }
        AgentClassLoader loader = newLoader();
        new ClosedModule(loader, instrumentation).run();
        return entryTo(loader).start(argument, instrumentation, guard, held);
    }

    /**
     * Starts the agent in a running application.
     *
     * @param argument as for premain
     */
    static void attach(String argument, Instrumentation instrumentation) {
        try {
            if (JdkTool.isRunning()) {
                return;
            }
            if (KeepaliveAgent.claim()) {
                entryTo(closedLoader(instrumentation)).attach(argument, instrumentation);
                KeepaliveAgent.started();
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

    private static synchronized boolean mayRestart() {
        restarts++;
        return restarts <= MAX_RESTARTS;
    }

    /** Reports that the agent was loaded again. */
    static void reportPresence(String argument, Instrumentation instrumentation) {
        KeepaliveAgent.awaitStart(TIMEOUT_MILLIS);
        printError(
                "the agent is in this JVM already: loading it again, with "
                        + (argument == null ? "no argument" : "'" + truncate(argument) + "'") + ", changes nothing",
                instrumentation);
    }

    /** Truncates text of unlimited length. */
    private static String truncate(String text) {
        return text.length() <= MAX_ARGUMENT_LENGTH ? text : text.substring(0, MAX_ARGUMENT_LENGTH) + "...";
    }

    /** Lets the agent execute a command, whose message file is at this address. */
    static void execute(String address, Instrumentation instrumentation) {
        try {
            entryTo(presentOrTemporary(instrumentation)).execute(address, version(), instrumentation);
        } catch (Throwable failure) {
            commandFailed(failure, address, instrumentation);
        }
    }

    private static void commandFailed(Throwable failure, String address, Instrumentation instrumentation) {
        try {
            String reason = reason(failure, present());
            if (!isRefused(address, reason)) {
                printError("a command has failed, the application is not affected: " + reason, instrumentation);
            }
        } catch (Throwable noMemory) {
            return;
        }
    }

    /** The text of the last cause. An IOException of this package is a sentence. */
    private static String reason(Throwable failure, AgentClassLoader loader) {
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause.getCause() != null; i++) {
            cause = cause.getCause();
        }
        boolean isOfAClass = cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException;
        if (isOfAClass && loader != null && loader.failure() != null) {
            cause = loader.failure();
        }
        return cause.getClass() == IOException.class && cause.getMessage() != null
                ? cause.getMessage()
                : cause + policyHint(cause);
    }

    /** The running agent, or a temporary one that only answers this command. */
    private static AgentClassLoader presentOrTemporary(Instrumentation instrumentation) throws IOException {
        boolean hasStarted = KeepaliveAgent.awaitStart(KeepaliveAgent.START_MILLIS);
        AgentClassLoader loader = present();
        if (hasStarted && loader != null) {
            return loader;
        }
        if (!KeepaliveAgent.claim()) {
            throw new IOException("the agent is still starting; try again");
        }
        try {
            return closedLoader(instrumentation);
        } catch (IOException | RuntimeException | Error failure) {
            ended(present());
            throw failure;
        } finally {
            KeepaliveAgent.started();
        }
    }

    /**
     * Refuses a command that has no reply yet, in the form of {@code attach.protocol} and without the agent's own classes.
     * In this class, which is loaded: the jar may be another one by now.
     *
     * @return false if the reply cannot be written
     */
    private static boolean isRefused(String address, String reason) {
        try {
            int colon = address.indexOf(':');
            File path = new File(address.substring(colon + 1));
            return colon > 0 && path.isFile() && isReplaced(path, address.substring(0, colon) + "\n", refusal(reason));
        } catch (IOException | RuntimeException | Error unwritable) {
            return false;
        }
    }

    /** Replaces the content of a file, unless it does not begin with the token. */
    private static boolean isReplaced(File path, String token, String content) throws IOException {
        byte[] found = new byte[token.length()];
        try (RandomAccessFile file = new RandomAccessFile(path, "rw")) {
            file.readFully(found);
            boolean isRequest = Arrays.equals(found, token.getBytes(StandardCharsets.US_ASCII));
            if (isRequest) {
                file.setLength(0);
                file.seek(0);
                file.write(content.getBytes(StandardCharsets.US_ASCII));
            }
            return isRequest;
        }
    }

    private static String refusal(String reason) {
        return "protocol=1\tanswer=REFUSED\tversion=" + printable(version()) + "\nsentence=" + printable(reason)
                + "\nend\n";
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            printable.append(c < ' ' || c > '~' || c == '\\' ? '?' : c);
        }
        return printable.toString();
    }

    private static synchronized AgentClassLoader present() {
        return present;
    }

    /**
     * Refuses another build than that of this package's classes, which the JVM has loaded from the jar that it has open: they
     * and the bridge stay, and may not fit. The jar may have been replaced since, or right during the start.
     */
    private static AgentClassLoader newLoader() throws IOException {
        URL jar = jar();
        AgentClassLoader loader;
        try {
            loader = new AgentClassLoader(jar);
        } catch (IOException | RuntimeException unusable) {
            if (hasOpened()) {
                throw replaced(jar, " (" + unusable.getMessage() + ")");
            }
            throw unusable;
        }
        if (!isOfThisBuild(loader)) {
            loader.close();
            throw replaced(jar, "");
        }
        setPresent(loader);
        return loader;
    }

    /** @see ClassArchive#build */
    private static boolean isOfThisBuild(AgentClassLoader loader) {
        String build = KeepaliveAgent.class.getPackage().getSpecificationVersion();
        return build == null || build.equals(Integer.toHexString(loader.build()));
    }

    private static IOException replaced(URL jar, String how) {
        return new IOException(
                "this JVM has loaded keepalive-agent " + version() + " and keeps that build until it ends, but "
                        + jar.getPath() + " is not that build any more" + how + ": restart the JVM to upgrade");
    }

    private static synchronized boolean hasOpened() {
        return opened;
    }

    private static synchronized void setPresent(AgentClassLoader loader) {
        opened = true;
        present = loader;
    }

    /** Another agent may start in place of this one. */
    static synchronized void ended(AgentClassLoader loader) {
        if (present == loader) {
            present = null;
            KeepaliveAgent.giveUpClaim();
        }
    }

    /** A new loader, with a module that another thread makes. */
    private static AgentClassLoader closedLoader(Instrumentation instrumentation) throws IOException {
        AgentClassLoader loader = newLoader();
        Thread thread = KeepaliveAgent.newThread("keepalive-start", new ClosedModule(loader, instrumentation));
        thread.start();
        awaitTermination(thread);
        return loader;
    }

    private static void awaitTermination(Thread thread) {
        boolean interrupted = false;
        long end = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000;
        synchronized (thread) {
            while (thread.isAlive() && System.nanoTime() < end) {
                interrupted |= KeepaliveAgent.isInterruptedWait(thread, end);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String version() {
        return String.valueOf(KeepaliveAgent.class.getPackage().getImplementationVersion());
    }

    private static URL jar() {
        return KeepaliveAgent.class.getProtectionDomain().getCodeSource().getLocation();
    }

    private static AgentEntry entryTo(AgentClassLoader loader) throws ReflectiveOperationException {
        return (AgentEntry) loader.loadClass(ENTRY).getConstructor().newInstance();
    }

    /** Closes the class loader of an agent that could not start and is started again. No other one may start meanwhile. */
    static void abandon() throws IOException {
        AgentClassLoader failed = present();
        setPresent(null);
        if (failed != null) {
            failed.close();
        }
    }

    /** Reports that there is no agent and why, and lets another one start. */
    static void disabledBy(Throwable failure, Instrumentation instrumentation) {
        KeepaliveAgent.started();
        printError(
                "agent disabled: it could not start, and the application runs without it: " + failure
                        + policyHint(failure),
                instrumentation);
        ended(present());
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
            entryTo(present()).printError(message, instrumentation);
        } catch (Throwable unreachable) {
            System.err.println("[keepalive] " + message);
        }
    }
}
