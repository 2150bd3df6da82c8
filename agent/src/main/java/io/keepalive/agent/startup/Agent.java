package io.keepalive.agent.startup;

import io.keepalive.agent.file.FileCalls;
import io.keepalive.agent.proc.ClientOnStandardError;
import io.keepalive.agent.runtime.HeldMain;
import io.keepalive.agent.text.BoundedText;
import io.keepalive.agent.thread.DaemonThreads;
import java.io.Closeable;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.AbstractMap;
import java.util.Map;
import java.util.function.Function;

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
    private final StartupExitGuard lastWord;
    private final HeldMain main;
    /** Null where the configuration is still to be read. */
    private final Runnable startup;

    private Agent(
            String argument,
            Instrumentation instrumentation,
            StartupExitGuard lastWord,
            HeldMain main,
            Runnable startup) {
        this.argument = argument;
        this.instrumentation = instrumentation;
        this.lastWord = lastWord;
        this.main = main;
        this.startup = startup;
    }

    /**
     * Starts the agent beside the application. Returns at once, unless the configuration depends on seeing connections
     * open: then when the hooks are live, but after two seconds whatever happens. {@code fail-fast=true} has the
     * configuration read first.
     *
     * @param argument {@code [PATH][,key=value]...}, or null
     */
    public static void start(String argument, Instrumentation instrumentation) {
        requireOfTheJvm(instrumentation);
        StartupExitGuard lastWord = StartupExitGuard.expected();
        HeldMain main = ExternalSettings.couldHoldMain(argument) ? HeldMain.held() : HeldMain.free();
        Runnable startup = ExternalSettings.value("fail-fast", argument) != null
                ? Startup.beforeMain(argument, instrumentation, lastWord, main)
                : null;
        Thread own = ownThread(new Agent(argument, instrumentation, lastWord, main, startup));
        // Made before: once that thread runs, somebody may keep it in the loading of a class, and main must need none.
        LateStart late = main.isHeld() ? new LateStart(own, lastWord, instrumentation) : null;
        begin(own, lastWord);
        if (!main.await() && late != null) {
            DaemonThreads.create("keepalive-start-late", late).start();
        }
    }

    /** Starts it in an application that runs already, which there is nothing to refuse to any more. Returns at once. */
    public static void join(String argument, Instrumentation instrumentation) {
        requireOfTheJvm(instrumentation);
        StartupExitGuard lastWord = StartupExitGuard.expected();
        begin(ownThread(new Agent(argument, instrumentation, lastWord, HeldMain.running(), null)), lastWord);
    }

    /** Where the process may have no thread more, nobody waits for what that would have said. */
    private static void begin(Thread own, StartupExitGuard lastWord) {
        try {
            own.start();
        } catch (RuntimeException | Error noThread) {
            lastWord.isSaid();
            throw noThread;
        }
    }

    /**
     * The agent opens files and starts threads with its own rights, which are all, and by natives that ask nobody's: so
     * nobody else may have it open one by a name of his.
     */
    private static void requireOfTheJvm(Instrumentation instrumentation) {
        if (!FileCalls.useInstrumentation(instrumentation)) {
            throw new SecurityException(
                    "only the JVM starts an agent or brings it commands, and shows that by its Instrumentation");
        }
    }

    private static synchronized Thread ownThread(Agent agent) {
        users++;
        thread = DaemonThreads.create("keepalive-agent", agent);
        return thread;
    }

    /**
     * Does what the command line wants, and replies.
     *
     * @param address of the letter with its request
     * @param version of the first jar of the agent that this JVM has loaded
     * @throws IOException where nobody can be answered
     */
    public static void obey(String address, String version, Instrumentation instrumentation) throws IOException {
        requireOfTheJvm(instrumentation);
        enter();
        try {
            new CommandVisit(address, version, instrumentation).receive();
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
        FileCalls.useInstrumentation(instrumentation);
        if (!ClientOnStandardError.isPresent()) {
            System.err.println("[keepalive] " + BoundedText.text(what));
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

    @Override
    public void run() {
        StartAttempt life = new StartAttempt(argument, instrumentation, lastWord, main, startup);
        try {
            life.run();
        } finally {
            main.letGo();
            lastWord.isSaid();
            leave();
        }
        if (life.isForAnother()) {
            startAnother();
        }
    }

    /** By the class loader, whose own classes are the JVM's first: here nothing is loaded any more. */
    @SuppressWarnings("unchecked")
    private void startAnother() {
        Function<Map.Entry<String, Instrumentation>, Void> loader =
                (Function<Map.Entry<String, Instrumentation>, Void>) Agent.class.getClassLoader();
        loader.apply(new AbstractMap.SimpleImmutableEntry<>(argument, instrumentation));
    }
}
