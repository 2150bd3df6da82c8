package io.keepalive.agent;

import io.keepalive.agent.report.AgentThread;
import java.lang.instrument.Instrumentation;

/**
 * Starts the agent: on the main thread what cannot wait, and everything else on a thread of its own beside it. Names few
 * classes, and has no lambda, since all that it needs is loaded while the application's main waits.
 */
public final class Agent implements Runnable {

    private final String argument;
    private final Instrumentation instrumentation;
    private final LastWord lastWord;

    private Agent(String argument, Instrumentation instrumentation, LastWord lastWord) {
        this.argument = argument;
        this.instrumentation = instrumentation;
        this.lastWord = lastWord;
    }

    /**
     * Starts the agent beside the application. Returns at once, unless {@code fail-fast=true} wants the configuration
     * read first.
     *
     * @param argument {@code [PATH][,key=value]...}, or null
     */
    public static void start(String argument, Instrumentation instrumentation) {
        LastWord lastWord = LastWord.expected();
        Runnable work = speaksOfFailFast(argument)
                ? Startup.afterReading(argument, instrumentation, lastWord)
                : new Agent(argument, instrumentation, lastWord);
        AgentThread.create("keepalive-agent", work).start();
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
            Startup.afterReading(argument, instrumentation, lastWord).run();
        } catch (Throwable failure) {
            System.err.println(
                    "[keepalive] agent disabled: it failed, and the application runs without it: " + failure);
        }
    }
}
