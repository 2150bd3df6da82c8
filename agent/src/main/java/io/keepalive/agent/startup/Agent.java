// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.startup;

import io.keepalive.agent.ExitGuard;
import io.keepalive.agent.ExternalSettings;
import io.keepalive.agent.HeldMain;
import io.keepalive.agent.file.FileCalls;
import io.keepalive.agent.proc.ClientOnStandardError;
import io.keepalive.agent.text.BoundedText;
import io.keepalive.agent.thread.DaemonThreads;
import io.keepalive.agent.thread.UnbrokenLoop;
import java.io.Closeable;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.AbstractMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Starts the agent on its own thread, and executes the commands of the command line. Refers to few classes and uses no
 * lambda, because the application's main may wait while they are loaded.
 */
final class Agent implements Runnable {

    private static Thread thread;
    private static int users;

    private final String argument;
    private final Instrumentation instrumentation;
    private final ExitGuard exitGuard;
    private final HeldMain main;
    private final StartAttempt attempt;

    /**
     * Everything that the thread needs until it runs in a loop which no failure ends: the application may fill the heap
     * before that.
     *
     * @param startup null if the configuration has not been read yet
     */
    private Agent(
            String argument, Instrumentation instrumentation, ExitGuard exitGuard, HeldMain main, Runnable startup) {
        this.argument = argument;
        this.instrumentation = instrumentation;
        this.exitGuard = exitGuard;
        this.main = main;
        this.attempt = new StartAttempt(argument, instrumentation, exitGuard, main, startup);
        UnbrokenLoop.prepare();
    }

    /** @see io.keepalive.agent.AgentEntry#start */
    static Runnable start(String argument, Instrumentation instrumentation, ExitGuard exitGuard, HeldMain main) {
        requireJvm(instrumentation);
        if (ExternalSettings.value("fail-fast", argument) == null) {
            return start(new Agent(argument, instrumentation, exitGuard, main, null));
        }
        Startup startup = Startup.beforeMain(argument, instrumentation, exitGuard, main);
        try {
            return start(new Agent(argument, instrumentation, exitGuard, main, startup));
        } catch (RuntimeException | Error noThread) {
            startup.abandon();
            throw noThread;
        }
    }

    private static Runnable start(Agent agent) {
        Thread own = ownThread(agent);
        // Created before that thread runs, which may then be blocked in class loading.
        Runnable late =
                agent.main.isHeld() ? new LateStart(own, agent.exitGuard, agent.main, agent.instrumentation) : null;
        begin(own, agent.exitGuard);
        return late;
    }

    /** @see io.keepalive.agent.AgentEntry#attach */
    static void attach(String argument, Instrumentation instrumentation) {
        requireJvm(instrumentation);
        ExitGuard exitGuard = ExitGuard.install();
        begin(ownThread(new Agent(argument, instrumentation, exitGuard, HeldMain.running(), null)), exitGuard);
    }

    /** If the process may not start a thread, the JVM's exit must not wait for it. */
    private static void begin(Thread own, ExitGuard exitGuard) {
        try {
            own.start();
        } catch (RuntimeException | Error noThread) {
            exitGuard.release();
            throw noThread;
        }
    }

    /**
     * The agent opens files and starts threads with all permissions, and through natives that check none. So no other
     * code may pass it a file name.
     */
    private static void requireJvm(Instrumentation instrumentation) {
        if (!FileCalls.useInstrumentation(instrumentation)) {
            throw new SecurityException(
                    "only the JVM may start the agent or pass it commands: this Instrumentation is not the JVM's");
        }
    }

    private static synchronized Thread ownThread(Agent agent) {
        users++;
        thread = DaemonThreads.create("keepalive-agent", agent);
        return thread;
    }

    /** @see io.keepalive.agent.AgentEntry#execute */
    static void execute(String address, String version, Instrumentation instrumentation) throws IOException {
        requireJvm(instrumentation);
        enter();
        try {
            new PrivilegedCommand(address, version, instrumentation).execute();
        } finally {
            leave();
        }
    }

    /** @see io.keepalive.agent.AgentEntry#printError */
    static void printError(String error, Instrumentation instrumentation) {
        FileCalls.useInstrumentation(instrumentation);
        if (!ClientOnStandardError.isPresent()) {
            System.err.println("[keepalive] " + BoundedText.text(error));
        }
    }

    /** The agent's own thread; null if this class loader exists only to answer a command. */
    static synchronized Thread thread() {
        return thread;
    }

    private static synchronized void enter() {
        users++;
    }

    /** The last user closes the class loader; nothing is loaded from it after that. */
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
        try {
            attempt.run();
        } finally {
            main.release();
            exitGuard.release();
            leave();
        }
        if (attempt.needsRetry()) {
            startAnother();
        }
    }

    /** The class loader's own class belongs to the application's class loader: it works after this loader is closed. */
    @SuppressWarnings("unchecked")
    private void startAnother() {
        Function<Map.Entry<String, Instrumentation>, Void> loader =
                (Function<Map.Entry<String, Instrumentation>, Void>) Agent.class.getClassLoader();
        loader.apply(new AbstractMap.SimpleImmutableEntry<>(argument, instrumentation));
    }
}
