// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.fault;

/**
 * Lets {@code Thread.stop} take effect while an application thread runs the agent's code: the ThreadDeath that it
 * throws belongs to the application and must pass every handler that the agent has for its own failures.
 */
public final class ThreadStop {

    /** Compared by name: a later Java may not have the class any more. */
    private static final String THREAD_DEATH = "java.lang.ThreadDeath";

    private ThreadStop() {}

    /** Rethrows a ThreadDeath. First statement of every handler of Throwable that an application thread can reach. */
    public static void passOn(Throwable failure) {
        if (failure instanceof Error && failure.getClass().getName().equals(THREAD_DEATH)) {
            throw (Error) failure;
        }
    }
}
