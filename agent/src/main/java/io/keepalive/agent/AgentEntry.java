// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;

/**
 * What the entry point of the JVM calls in the agent's own class loader. An interface in place of reflection: since Java
 * 18 the first reflective call of a method with several parameters takes some 7 ms.
 */
public interface AgentEntry {

    /**
     * Starts the agent before the application's main. Returns at once; with {@code fail-fast=true}, when the
     * configuration is read.
     *
     * @param argument {@code [PATH][,key=value]...}, or null
     * @param exitGuard is released when the configuration is read
     * @param main is released when it need not wait any longer
     * @return what remains to be run where main waits: it returns when main is released, or reports that it is not; null
     *     where main does not wait
     */
    Runnable start(String argument, Instrumentation instrumentation, ExitGuard exitGuard, HeldMain main);

    /**
     * Starts the agent in a running application, where {@code fail-fast} has no effect. Returns at once.
     *
     * @param argument as for {@link #start}
     */
    void attach(String argument, Instrumentation instrumentation);

    /**
     * Executes a request of the command line, and replies.
     *
     * @param address where the message file is
     * @param version the version of the first agent jar that this JVM has loaded
     * @throws IOException if the reply cannot be written
     */
    void execute(String address, String version, Instrumentation instrumentation) throws IOException;

    /**
     * Prints an error on standard error, without the log. Prints nothing if standard error is a client's connection.
     *
     * @param error a sentence for people
     */
    void printError(String error, Instrumentation instrumentation);
}
