// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.startup;

import io.keepalive.agent.ExitGuard;
import io.keepalive.agent.HeldMain;
import java.lang.instrument.Instrumentation;

/**
 * Waits as main does, and reports where the agent's thread is blocked if main stops waiting for it. Runs on its own
 * thread and uses few classes, because whatever blocks the agent's thread may block class loading too.
 */
final class LateStart implements Runnable {

    /** The stack is read so long before main continues, because main may release the agent's thread. */
    private static final long LAST_MILLIS = 20;

    private final Thread agent;
    private final ExitGuard exitGuard;
    private final HeldMain main;
    private final Instrumentation instrumentation;

    /**
     * @param agent the agent's own thread
     * @param exitGuard is released, so that the JVM's exit does not wait for the same agent again
     */
    LateStart(Thread agent, ExitGuard exitGuard, HeldMain main, Instrumentation instrumentation) {
        this.agent = agent;
        this.exitGuard = exitGuard;
        this.main = main;
        this.instrumentation = instrumentation;
    }

    @Override
    public void run() {
        if (!main.awaitReleaseBeforeEnd(LAST_MILLIS)) {
            StackTraceElement[] stack = agent.getStackTrace();
            if (!main.await()) {
                report(stack);
            }
        }
    }

    private void report(StackTraceElement[] stack) {
        try {
            Agent.printError(
                    "agent not ready after " + HeldMain.LONGEST_WAIT_MILLIS
                            + " ms, the application starts without"
                            + " waiting any longer: settings that depend on seeing a connection open do not apply to"
                            + " connections opened before the agent is ready; "
                            + location(stack),
                    instrumentation);
        } finally {
            exitGuard.release();
        }
    }

    /** The innermost call, and the innermost call outside the JDK. */
    private static String location(StackTraceElement[] stack) {
        for (StackTraceElement call : stack) {
            if (!isOfTheJdk(call.getClassName())) {
                return "its thread is at " + stack[0].getClassName() + '.' + stack[0].getMethodName() + ", called by "
                        + call;
            }
        }
        return "the position of its thread is unknown";
    }

    private static boolean isOfTheJdk(String name) {
        return name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.");
    }
}
