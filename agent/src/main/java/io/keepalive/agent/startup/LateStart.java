package io.keepalive.agent.startup;

import io.keepalive.agent.config.StartOrder;
import java.lang.instrument.Instrumentation;

/**
 * Says that main did not wait any longer for an agent that is not ready, and where that is. On a thread of its own, and
 * with few classes: whatever keeps the agent's thread may keep one with it.
 */
final class LateStart implements Runnable {

    private final Thread agent;
    private final StartupExitGuard lastWord;
    private final Instrumentation instrumentation;

    /**
     * @param agent the agent's own thread, which is late
     * @param lastWord an application that ends need not wait a second time for what may never come
     */
    LateStart(Thread agent, StartupExitGuard lastWord, Instrumentation instrumentation) {
        this.agent = agent;
        this.lastWord = lastWord;
        this.instrumentation = instrumentation;
    }

    @Override
    public void run() {
        try {
            Agent.complain(
                    "agent not ready after " + StartOrder.LONGEST_WAIT_MILLIS
                            + " ms, and the application starts without"
                            + " waiting any longer: what its configuration says of connections that are seen opening"
                            + " does not hold for those that come before it is ready; "
                            + whereItIs(agent.getStackTrace()),
                    instrumentation);
        } finally {
            lastWord.isSaid();
        }
    }

    /** The innermost call of all, and the innermost that is not the JDK's. */
    private static String whereItIs(StackTraceElement[] stack) {
        for (StackTraceElement call : stack) {
            if (!isOfTheJdk(call.getClassName())) {
                return "it is at " + stack[0].getClassName() + '.' + stack[0].getMethodName() + ", by " + call;
            }
        }
        return "where it is cannot be told";
    }

    private static boolean isOfTheJdk(String name) {
        return name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.");
    }
}
