package io.keepalive.agent.entry;

import io.keepalive.agent.kernel.ClientOnStandardError;
import io.keepalive.agent.kernel.FileCalls;
import io.keepalive.agent.report.AgentThread;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;

/**
 * Starts the agent: on the main thread what cannot wait, and everything else on a thread of its own beside it. Hands it
 * commands from outside. Names few classes, and has no lambda, since all that it needs is loaded while the application's
 * main waits.
 */
public final class Agent implements Runnable {

    private static Thread thread;
    private static int users;

    private final String argument;
    private final Instrumentation instrumentation;
    private final LastWord lastWord;
    /** Null where the configuration is still to be read. */
    private final Runnable startup;

    private Agent(String argument, Instrumentation instrumentation, LastWord lastWord, Runnable startup) {
        this.argument = argument;
        this.instrumentation = instrumentation;
        this.lastWord = lastWord;
        this.startup = startup;
    }

    /**
     * Starts the agent beside the application. Returns at once, unless {@code fail-fast=true} wants the configuration
     * read first.
     *
     * @param argument {@code [PATH][,key=value]...}, or null
     */
    public static void start(String argument, Instrumentation instrumentation) {
        FileCalls.reachBy(instrumentation);
        LastWord lastWord = LastWord.expected();
        Runnable startup = speaksOfFailFast(argument) ? Startup.beforeMain(argument, instrumentation, lastWord) : null;
        onOwnThread(new Agent(argument, instrumentation, lastWord, startup));
    }

    /** Starts it in an application that runs already, which there is nothing to refuse to any more. Returns at once. */
    public static void join(String argument, Instrumentation instrumentation) {
        FileCalls.reachBy(instrumentation);
        onOwnThread(new Agent(argument, instrumentation, LastWord.expected(), null));
    }

    private static synchronized void onOwnThread(Agent agent) {
        users++;
        thread = AgentThread.create("keepalive-agent", agent);
        thread.start();
    }

    /**
     * Does what the command line wants, and replies.
     *
     * @param folder the mailbox with its request
     * @param version of the first jar of the agent that this JVM has loaded
     * @throws IOException where nobody can be answered
     */
    public static void obey(String folder, String version, Instrumentation instrumentation) throws IOException {
        enter();
        try {
            new Messenger(new File(folder), version, instrumentation).obey();
        } finally {
            leave();
        }
    }

    /**
     * Says what is wrong before there is a log, or beside it. Not where a client reads what is written to standard error.
     *
     * @param what in a sentence for people
     */
    public static void complain(String what, Instrumentation instrumentation) {
        FileCalls.reachBy(instrumentation);
        if (!ClientOnStandardError.isThere()) {
            System.err.println("[keepalive] " + what);
        }
    }

    /** The agent's own thread; null where this is no start, but a visit to answer a command. */
    static synchronized Thread thread() {
        return thread;
    }

    private static synchronized void enter() {
        users++;
    }

    /** Whoever leaves last closes the class loader: nothing of the agent is loaded any more. */
    private static synchronized void leave() {
        users--;
        if (users == 0) {
            try {
                ((Closeable) Agent.class.getClassLoader()).close();
            } catch (IOException stillOpen) {
                // It is closed when it is collected.
            }
        }
    }

    /** Whether the start might have to be refused; what it says exactly, the configuration package finds out. */
    private static boolean speaksOfFailFast(String argument) {
        return argument != null && argument.contains("fail-fast")
                || System.getProperty("keepalive.fail-fast") != null
                || System.getenv("KEEPALIVE_FAIL_FAST") != null;
    }

    @Override
    public void run() {
        try {
            Runnable life = startup != null ? startup : Startup.besideMain(argument, instrumentation, lastWord);
            life.run();
        } catch (Throwable failure) {
            complain("agent disabled: it failed, and the application runs without it: " + failure, instrumentation);
        } finally {
            leave();
        }
    }
}
